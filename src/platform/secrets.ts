import { randomBytes } from 'node:crypto';
import { chmod, open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isMissing } from './storage/atomic.js';

const Key = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32);
const SecretsFile = z.object({ version: z.literal(1), session: Key, settings: Key });

/** The hub's own keys, 32 bytes each. */
export interface HubSecrets {
  /** Signs session cookies and hashes what must not be stored readable. */
  session: Buffer;
  /** Encrypts the secrets in targets' settings. */
  settings: Buffer;
}

/** Nest's token for the HubSecrets. */
export const SECRETS = Symbol('secrets');

/**
 * Reads the keys of a data folder from `hub-secrets.json` (mode 600), which is made when it is missing.
 * @throws Error with a sentence when the file is damaged
 */
export async function loadSecrets(dataDir: string): Promise<HubSecrets> {
  const path = join(dataDir, 'hub-secrets.json');
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (text === undefined) return create(path);
  if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600);
  try {
    return decode(SecretsFile.parse(JSON.parse(text)));
  } catch (cause) {
    throw new Error(`The file with the hub's keys, ${path}, is damaged: put it back from a backup.`, {
      cause,
    });
  }
}

async function create(path: string): Promise<HubSecrets> {
  const key = () => randomBytes(32).toString('base64');
  const file = { version: 1 as const, session: key(), settings: key() };
  await writePrivately(path, `${JSON.stringify(file, null, 2)}\n`);
  return decode(file);
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
