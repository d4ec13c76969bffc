import { z } from 'zod';

/** What the button says, in the console's languages. */
export const ProviderLabel = z.object({ zh: z.string(), en: z.string() });
export type ProviderLabel = z.infer<typeof ProviderLabel>;
