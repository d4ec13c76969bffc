import { join } from 'node:path';
import { z } from 'zod';
import { runHub } from '../../../src/operate/run.js';
import { parseConfig } from '../../../src/platform/config/index.js';
import type { TestHub } from '../../support/test-hub.js';
import type { MovableHub } from './movable-hub.js';

const Document = z.looseObject({ ok: z.boolean(), error: z.string().optional() });
export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs a command as a terminal would, on a hub's database. */
export async function on({ database, folder: data }: MovableHub, ...args: string[]): Promise<Ran> {
  const ran = { code: 0, out: '', err: '' };
  const settings = () =>
    parseConfig({
      HUB_DATA: data,
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      REDIS_URL: 'redis://127.0.0.1:1',
      HUB_FILES: data,
      HUB_SECRETS: join(data, 'hub-secrets.json'),
    });
  const output = { out: (text: string) => (ran.out += text), err: (text: string) => (ran.err += text) };
  ran.code = await runHub(args, output, settings);
  return ran;
}

/** The one JSON document of an answer: nothing else stands on standard output. */
export const json = ({ out }: Ran) => Document.parse(JSON.parse(out));

/** The ledger's entries about something, oldest first. */
export const entriesAbout = (hub: TestHub, subject: string) =>
  hub.db
    .selectFrom('ledger_entry')
    .select(['kind', 'actor', 'data'])
    .where('subject_id', '=', subject)
    .orderBy('id')
    .execute();

export const Items = z.array(
  z.looseObject({ id: z.string(), reason: z.string().nullable(), action: z.string() }),
);
