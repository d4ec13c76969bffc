import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { isMissing } from '../../platform/storage/atomic.js';
import { Refusal } from '../refusal.js';
import { encrypted } from './age.js';
import { FORMAT, MANIFEST, SUMS, type Manifest } from './format.js';
import { tarEnd, tarMember, type Member } from './tar.js';

/** Sums are written after so many members, so that they never pile up. */
const SUMS_EVERY = 1_000;
/** Pictures do not get smaller, and what does gets most of it at once. */
const LEVEL = 2;

/** What the manifest tells beside the sums: how much was put in. */
export type Counts = Omit<Manifest, 'format' | 'members' | 'sums'>;

/**
 * Writes an archive (mode 600) from members as they come; it appears under its name only when it is complete and on
 * disk. `counts` is asked at the end; `cost` is the passphrase's (age.ts).
 * @throws Refusal when there is a file of that name already
 */
export async function writeArchive(
  path: string,
  passphrase: string,
  members: AsyncIterable<Member>,
  { cost, ...facts }: { at: Date; counts: () => Counts; cost?: number | undefined },
): Promise<void> {
  if (await exists(path)) throw new Refusal(`${path} is there already: choose another name, or remove it.`);
  const part = `${path}.part`;
  await rm(part, { force: true });
  try {
    await pipeline(
      Readable.from(tarOf(members, facts)),
      createGzip({ level: LEVEL, chunkSize: 64 * 1024 }),
      (source: AsyncIterable<Buffer>) => encrypted(passphrase, source, cost),
      createWriteStream(part, { flags: 'wx', mode: 0o600 }),
    );
    await sync(part);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function* tarOf(
  members: AsyncIterable<Member>,
  { at, counts }: { at: Date; counts: () => Counts },
): AsyncGenerator<Buffer> {
  const sums = createHash('sha256');
  let lines: string[] = [];
  let count = 0;
  let parts = 0;
  const sumsMember = (): Buffer => {
    const content = Buffer.from(lines.join(''));
    sums.update(content);
    lines = [];
    const path = `${SUMS}${String(parts).padStart(6, '0')}.sha256`;
    parts += 1;
    return tarMember({ path, content }, at);
  };
  for await (const member of members) {
    lines.push(sumLine(member));
    count += 1;
    yield tarMember(member, at);
    if (lines.length === SUMS_EVERY) yield sumsMember();
  }
  if (lines.length > 0) yield sumsMember();
  const manifest: Manifest = {
    format: FORMAT,
    members: count,
    sums: `sha256:${sums.digest('hex')}`,
    ...counts(),
  };
  yield tarMember({ path: MANIFEST, content: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) }, at);
  yield tarEnd;
}

/** A line as sha256sum writes it. */
export function sumLine({ path, content }: Member): string {
  return `${createHash('sha256').update(content).digest('hex')}  ${path}\n`;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
