import { readdir, readlink, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export default async function tearDown() {
  const folder = process.env.TEST_DEMO_FOLDER;
  if (folder === undefined) return;
  for (const worker of await readdir(folder)) {
    // As root, the database stands outside (src/platform/postgres/place.ts).
    const cluster = await readlink(join(folder, worker, 'data', 'postgres')).catch(() => undefined);
    if (cluster !== undefined) await rm(dirname(cluster), { recursive: true, force: true });
  }
  await rm(folder, { recursive: true, force: true });
}
