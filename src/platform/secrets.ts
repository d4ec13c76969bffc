import { createHash, randomBytes } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { z } from 'zod';
import type { Hash } from '../contract/values.js';
import { sha256 } from './hash.js';
import { readOrCreatePrivate } from './private-file.js';

const Key = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32);
const SecretsFile = z.object({ version: z.literal(1), session: Key, settings: Key });

/** The hub's own keys, 32 bytes each. */
export interface HubSecrets {
  /** Signs session cookies and hashes what must not be stored readable. */
  session: Buffer;
  /** Encrypts the secrets in targets' settings. */
  settings: Buffer;
}

/** Of a text, with its row's id and a key of the hub, so that nobody who reads the ledger can try out words. */
export const keyedHash = ({ session }: HubSecrets, id: string, text: string): Hash =>
  sha256(`${session.toString('hex')}:${id}:${text}`);

/** Nest's token for the HubSecrets. */
export const SECRETS = Symbol('secrets');

/**
 * Reads the hub's keys from a file (mode 600), which is made when it is missing; of several processes that do so at
 * once, one wins and all use its keys.
 * @throws Error with a sentence when the file is damaged
 */
export async function loadSecrets(path: string): Promise<HubSecrets> {
  const text = await readOrCreatePrivate(path, create);
  try {
    return decode(SecretsFile.parse(JSON.parse(text)));
  } catch (cause) {
    throw new Error(`The file with the hub's keys, ${path}, is damaged: put it back from a backup.`, {
      cause,
    });
  }
}

function create(): string {
  const key = () => randomBytes(32).toString('base64');
  return `${JSON.stringify({ version: 1, session: key(), settings: key() }, null, 2)}\n`;
}

const decode = (file: z.infer<typeof SecretsFile>): HubSecrets => ({
  session: Buffer.from(file.session, 'base64'),
  settings: Buffer.from(file.settings, 'base64'),
});

/** Writes a file that only its owner may read, whole or not at all. */
export async function writePrivately(path: string, content: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
}

/** Tells whether two processes have the same keys, and nothing else about them. */
export const fingerprint = ({ session, settings }: HubSecrets): string =>
  createHash('sha256').update('hub keys').update(session).update(settings).digest('hex').slice(0, 32);
