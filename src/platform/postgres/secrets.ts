import { randomBytes } from 'node:crypto';
import { chmod, open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EmbeddedPostgresError, errnoOf, explain } from './errors.js';

const Password = z.string().min(24);

/** The passwords of the embedded PostgreSQL's three roles, and whether its cluster was ever completed. */
export const Secrets = z.object({
  version: z.literal(1),
  superuser: Password,
  owner: Password,
  app: Password,
  clusterCreated: z.boolean(),
});
export type Secrets = z.infer<typeof Secrets>;

export function secretsFile(dataDir: string): string {
  return join(dataDir, 'postgres-secrets.json');
}

export function newSecrets(): Secrets {
  const password = () => randomBytes(24).toString('base64url');
  return { version: 1, superuser: password(), owner: password(), app: password(), clusterCreated: false };
}

/** Reads the passwords; undefined when there is no such file. A file that others may read is closed to them. */
export async function readSecrets(dataDir: string): Promise<Secrets | undefined> {
  const file = secretsFile(dataDir);
  try {
    const text = await readFile(file, 'utf8');
    if (((await stat(file)).mode & 0o077) !== 0) await chmod(file, 0o600);
    return Secrets.parse(JSON.parse(text));
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    if (errnoOf(error) !== undefined) throw explain(error, 'reading PostgreSQL’s passwords', file);
    throw new EmbeddedPostgresError(
      'secrets_invalid',
      `The file with PostgreSQL’s passwords, ${file}, is damaged: put it back from a backup.`,
      error,
    );
  }
}

/** Writes the passwords (mode 600) so that a crash leaves the old file or the new one. */
export async function writeSecrets(dataDir: string, secrets: Secrets): Promise<void> {
  const file = secretsFile(dataDir);
  const temporary = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    throw explain(error, 'writing PostgreSQL’s passwords', file);
  }
}
