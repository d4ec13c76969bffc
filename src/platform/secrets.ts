import { createHash, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Hash } from '../contract/values.js';
import { sha256 } from './hash.js';
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
  const text = (await readKeys(path)) ?? (await create(path));
  try {
    return decode(SecretsFile.parse(JSON.parse(text)));
  } catch (cause) {
    throw new Error(`The file with the hub's keys, ${path}, is damaged: put it back from a backup.`, {
      cause,
    });
  }
}

async function readKeys(path: string): Promise<string | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    // Keys that are mounted read-only are as closed as who mounted them left them.
    if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600).catch(() => undefined);
    return text;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function create(path: string): Promise<string> {
  const key = () => randomBytes(32).toString('base64');
  const text = `${JSON.stringify({ version: 1, session: key(), settings: key() }, null, 2)}\n`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
  await writeFile(temporary, text, { mode: 0o600, flag: 'wx', flush: true });
  try {
    // A link, unlike a renaming, never replaces the keys that another process has just made.
    await link(temporary, path);
    return text;
  } catch (error) {
    const winner = await readKeys(path);
    if (winner === undefined) throw error;
    return winner;
  } finally {
    await rm(temporary, { force: true });
  }
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
