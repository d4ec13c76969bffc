import { z } from 'zod';

export const templateDatabase = 'hub_template';
export const testDatabasePrefix = 't_';
/** Names the run's PostgreSQL to jest's workers, as JSON. */
export const testServerVariable = 'TONGBO_TEST_POSTGRES';

/** The URLs of the run's PostgreSQL, with the word DATABASE where the database's name belongs. */
export const TestServer = z.object({ superuserUrl: z.string(), ownerUrl: z.string(), appUrl: z.string() });
export type TestServer = z.infer<typeof TestServer>;
