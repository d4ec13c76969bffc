import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import type { z } from 'zod';
import { isMissing } from '../../platform/storage/atomic.js';
import { Refusal } from '../refusal.js';
import { decrypted } from './age.js';
import { FACTS, HubFacts, MANIFEST, Manifest, SUMS, tableOf } from './format.js';
import { tarMembers, type Member } from './tar.js';
import { sumLine } from './write.js';

/** Who takes an archive's members, in their order. `facts` comes first. */
export interface Taker {
  facts(facts: HubFacts): Promise<void>;
  member(member: Member): Promise<void>;
}

/**
 * Reads an archive to its end and checks it while doing so: each encrypted piece, the hash of every member, and that all
 * is there that the manifest tells. Nothing that a taker was given holds before this resolves.
 * @throws Refusal with a sentence when it is not whole, or the passphrase is another one
 */
export async function readArchive(path: string, passphrase: string, taker: Taker): Promise<Manifest> {
  const stream = new PassThrough();
  const reading = pipeline(
    createReadStream(path, { highWaterMark: 256 * 1024 }),
    (source: AsyncIterable<Buffer>) => decrypted(passphrase, source),
    createGunzip(),
    stream,
  );
  const check = new Check();
  const taking = takeAll(stream, check, taker).catch((error: unknown) => {
    stream.destroy();
    throw error;
  });
  const [read, taken] = await Promise.allSettled([reading, taking]);
  // What is wrong with the file is the cause of what its reader says.
  if (read.status === 'rejected' && read.reason instanceof Refusal) throw read.reason;
  if (read.status === 'rejected' && isMissing(read.reason)) throw new Refusal(`There is no file ${path}.`);
  if (read.status === 'rejected' && isOfZlib(read.reason))
    throw new Refusal('The archive’s content is not as a hub writes it.', { cause: read.reason });
  if (taken.status === 'rejected') throw taken.reason;
  if (read.status === 'rejected') throw read.reason;
  return taken.value;
}

/** Looks at the shape: in a test's realm the class is another one. */
const isOfZlib = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('Z_');

async function takeAll(source: AsyncIterable<Buffer>, check: Check, taker: Taker): Promise<Manifest> {
  for await (const member of tarMembers(source)) {
    const facts = check.take(member);
    if (facts) await taker.facts(facts);
    else if (!member.path.startsWith(SUMS) && member.path !== MANIFEST) await taker.member(member);
  }
  return check.end();
}

/** Follows an archive from member to member. */
class Check {
  private lines: string[] = [];
  private readonly sums = createHash('sha256');
  private readonly tables = new Map<string, Hash>();
  private members = 0;
  private facts: HubFacts | undefined;
  private manifest: Manifest | undefined;

  /** Returns the facts when this member holds them. */
  take(member: Member): HubFacts | undefined {
    const { path, content } = member;
    if (this.manifest) throw new Refusal('The archive goes on behind its end.');
    if (path.startsWith(SUMS)) this.compareSums(content);
    else if (path === MANIFEST) this.manifest = parse(Manifest, member);
    else {
      this.members += 1;
      this.lines.push(sumLine(member));
      const table = tableOf(path);
      if (table !== undefined) this.hashOf(table).update(content);
      if (this.facts) return undefined;
      if (path !== FACTS) throw new Refusal('The archive does not begin with what it is.');
      this.facts = parse(HubFacts, member);
      for (const { name } of this.facts.tables) this.hashOf(name);
      return this.facts;
    }
    return undefined;
  }

  end(): Manifest {
    const { manifest } = this;
    if (!manifest) throw new Refusal('The archive has no end: it was cut off, or its export was.');
    const whole =
      this.lines.length === 0 &&
      manifest.members === this.members &&
      manifest.sums === `sha256:${this.sums.digest('hex')}`;
    if (!whole) throw new Refusal('The archive does not hold what its manifest tells.');
    for (const [name, hash] of this.tables) {
      if (manifest.tables[name]?.hash !== `sha256:${hash.digest('hex')}`)
        throw new Refusal(`The archive does not hold the table ${name} as its manifest tells.`);
    }
    return manifest;
  }

  private hashOf(table: string): Hash {
    const hash = this.tables.get(table) ?? createHash('sha256');
    this.tables.set(table, hash);
    return hash;
  }

  private compareSums(content: Buffer): void {
    this.sums.update(content);
    if (content.toString('utf8') !== this.lines.join(''))
      throw new Refusal('The archive holds files whose hashes are not those that it tells.');
    this.lines = [];
  }
}

function parse<T>(schema: z.ZodType<T>, { path, content }: Member): T {
  try {
    return schema.parse(JSON.parse(content.toString('utf8')));
  } catch (cause) {
    throw new Refusal(`The archive’s ${path} is not one that this version of the hub reads.`, { cause });
  }
}
