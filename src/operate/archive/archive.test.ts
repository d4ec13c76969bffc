import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decrypted, encrypted } from './age.js';
import { FORMAT, type HubFacts } from './format.js';
import { readArchive } from './read.js';
import { tarEnd, tarMember, type Member } from './tar.js';
import { writeArchive } from './write.js';

const passphrase = 'drei Wörter und noch eines';
const at = new Date('2026-11-28T08:00:00Z');
const facts: HubFacts = {
  format: FORMAT,
  madeAt: at.toISOString(),
  publicUrl: 'https://notices.example.cn',
  running: false,
  migrations: ['0001_core'],
  tables: [{ name: 'office', columns: ['id'] }],
  sequences: [],
};
const rows = Buffer.from('1\n2\n');
const longName = `shelf/files/${'很长的目录名称/'.repeat(8)}关于 占道.html`;
const members: Member[] = [
  { path: 'hub.json', content: Buffer.from(JSON.stringify(facts)) },
  { path: 'tables/office/000000.copy', content: rows },
  { path: longName, content: Buffer.from('正文') },
  { path: 'shelf/files/empty.html', content: Buffer.alloc(0) },
  ...Array.from({ length: 1_200 }, (_, n) => ({ path: `shelf/files/${n}`, content: Buffer.from(String(n)) })),
];
const counts = {
  tables: { office: { rows: 2, hash: `sha256:${createHash('sha256').update(rows).digest('hex')}` as const } },
  keys: 0,
  files: 1_202,
  bytes: 0,
};

let folder: string;
let file: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hub-archive-'));
  file = join(folder, 'one.hub');
  await write(file, members);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function* each<T>(items: T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

async function all(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

const write = (path: string, content: Member[]): Promise<void> =>
  writeArchive(path, passphrase, each(content), { at, counts: () => counts, cost: 10 });

async function read(path: string): Promise<Member[]> {
  const taken: Member[] = [];
  await readArchive(path, passphrase, {
    facts: () => Promise.resolve(),
    member: (member) => {
      taken.push(member);
      return Promise.resolve();
    },
  });
  return taken;
}

/** An archive with other content, encrypted as it should be. */
async function forge(content: Buffer): Promise<string> {
  const path = join(folder, `forged-${readdirSync(folder).length}.hub`);
  writeFileSync(path, await all(encrypted(passphrase, each([gzipSync(content)]), 10)));
  return path;
}

const plain = async (): Promise<Buffer> =>
  gunzipSync(await all(decrypted(passphrase, each([readFileSync(file)]))));

it('gives every member back, and only its owner may read the file', async () => {
  expect(await read(file)).toEqual(members.slice(1));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

it('is a tar inside, whose hashes sha256sum checks', async () => {
  const inside = join(folder, 'inside');
  execFileSync('mkdir', [inside]);
  execFileSync('tar', ['x', '-C', inside], { input: await plain() });
  expect(readFileSync(join(inside, longName), 'utf8')).toBe('正文');
  for (const sums of readdirSync(join(inside, 'sums')))
    execFileSync('sha256sum', ['--check', '--quiet', '--strict', join('sums', sums)], { cwd: inside });
  expect(readdirSync(join(inside, 'sums'))).toHaveLength(2);
});

it('never replaces a file', async () => {
  await expect(write(file, members)).rejects.toThrow(/is there already/);
});

it('leaves nothing behind when its members end with an error', async () => {
  const path = join(folder, 'broken.hub');
  const failing = async function* (): AsyncGenerator<Member> {
    yield* each(members.slice(0, 3));
    throw new Error('the disk is full');
  };
  await expect(
    writeArchive(path, passphrase, failing(), { at, counts: () => counts, cost: 10 }),
  ).rejects.toThrow('the disk is full');
  expect(readdirSync(folder).filter((name) => name.startsWith('broken'))).toEqual([]);
});

describe('what was encrypted rightly and holds the wrong things is refused', () => {
  const cut = (content: Buffer, from: string): Buffer => {
    // A member begins at the 512 bytes that hold its name.
    const start = content.indexOf(Buffer.from(`${from}\0`));
    return content.subarray(0, start);
  };

  it.each<[string, RegExp, (content: Buffer) => Buffer]>([
    ['no end', /as a hub writes it/, (content) => cut(content, 'manifest.json')],
    ['no manifest', /has no end/, (content) => Buffer.concat([cut(content, 'manifest.json'), tarEnd])],
    [
      'another file of the same size',
      /hashes are not those/,
      (content) => Buffer.from(content.toString('latin1').replace('1\n2\n', '1\n3\n'), 'latin1'),
    ],
    [
      'another member behind the sums',
      /does not hold what its manifest/,
      (content) =>
        Buffer.concat([
          cut(content, 'manifest.json'),
          tarMember({ path: 'shelf/files/x', content: rows }, at),
          content.subarray(cut(content, 'manifest.json').length),
        ]),
    ],
    [
      'facts that are not first',
      /does not begin/,
      () => Buffer.concat([tarMember({ path: 'shelf/files/x', content: rows }, at), tarEnd]),
    ],
    ['no tar', /as a hub writes it/, () => Buffer.alloc(2048, 65)],
  ])('%s', async (_what, sentence, change) => {
    await expect(read(await forge(change(await plain())))).rejects.toThrow(sentence);
  });

  it('no gzip, and no file at all', async () => {
    const path = join(folder, 'plain.hub');
    writeFileSync(path, await all(encrypted(passphrase, each([Buffer.from('hello')]), 10)));
    await expect(read(path)).rejects.toThrow(/as a hub writes it/);
    await expect(read(join(folder, 'nowhere'))).rejects.toThrow(/There is no file/);
  });
});
