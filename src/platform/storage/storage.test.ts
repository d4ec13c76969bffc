import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import S3rver from 's3rver';
import { BlobStore } from './blobs.js';
import { FolderShelf } from './folder.js';
import { ShelfFiles } from './files.js';
import { openShelf } from './open.js';
import { S3Shelf } from './s3.js';
import type { Shelf } from './shelf.js';

let folder: string;
let server: S3rver;
let settings = {
  kind: 's3' as const,
  bucket: 'notices',
  endpoint: '',
  region: 'us-east-1',
  accessKeyId: 'S3RVER',
  secretAccessKey: 'S3RVER',
};
const shelves: Partial<Record<'folder' | 's3', Shelf>> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-shelf-'));
  server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: join(folder, 's3'),
    configureBuckets: [{ name: 'notices', configs: [] }],
  });
  const { port } = await server.run();
  shelves.folder = new FolderShelf(join(folder, 'plain'));
  settings = { ...settings, endpoint: `http://127.0.0.1:${port}` };
  shelves.s3 = new S3Shelf(settings, 10);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['folder', 's3'] as const)('storage in a %s', (kind) => {
  const shelf = (): Shelf => {
    const found = shelves[kind];
    if (!found) throw new Error('the storage did not start');
    return found;
  };

  it('keeps a target’s files apart from another’s, Chinese names and many pages among them', async () => {
    const [one, two] = [new ShelfFiles(shelf(), 'files/one'), new ShelfFiles(shelf(), 'files/one-more')];
    await two.write('index.html', 'of somebody else');
    await one.write('index.html', '旧');
    await one.write('index.html', '新');
    await one.write('a/关于 占道.html', new Uint8Array([0, 255, 10]));
    await one.write('a/b.html', 'b');
    expect(Buffer.from((await one.read('index.html')) ?? []).toString()).toBe('新');
    expect([...((await one.read('a/关于 占道.html')) ?? [])]).toEqual([0, 255, 10]);
    expect(await one.read('a')).toBeUndefined();
    expect(await one.read('missing.html')).toBeUndefined();
    expect(await one.list('')).toEqual(['a/b.html', 'a/关于 占道.html', 'index.html']);
    expect(await one.list('a')).toEqual(['a/b.html', 'a/关于 占道.html']);
    await one.remove('a');
    await one.remove('a');
    expect(await one.list('')).toEqual(['index.html']);
    expect(await two.list('')).toEqual(['index.html']);
  });

  it('lists and removes more than one page of an S3 answer holds', async () => {
    const files = new ShelfFiles(shelf(), `files/${randomUUID()}`);
    const names = Array.from({ length: 25 }, (_, index) => `n/${String(index).padStart(4, '0')}.txt`);
    await Promise.all(names.map((name) => files.write(name, name)));
    expect(await files.list('n')).toEqual(names);
    await files.remove('n');
    expect(await files.list('')).toEqual([]);
  });

  it.each(['../secret', 'a/../../b', '/etc/passwd', '.hidden', 'a//b', 'a\\b', ''])(
    'refuses the path %j',
    async (path) => {
      const files = new ShelfFiles(shelf(), 'files/one');
      await expect(files.read(path)).rejects.toThrow(/not a path within/);
      await expect(files.write(path, 'x')).rejects.toThrow(/not a path within/);
      await expect(files.remove(path)).rejects.toThrow(/not a path within/);
    },
  );

  it('gives back a blob only as it was put in', async () => {
    const blobs = new BlobStore(shelf());
    const content = Buffer.from('一份附件');
    const hash = await blobs.put(content);
    expect(hash).toBe(`sha256:${createHash('sha256').update(content).digest('hex')}`);
    expect(await blobs.put(content)).toBe(hash);
    expect(Buffer.from(await blobs.read(hash))).toEqual(content);
    const digits = hash.slice('sha256:'.length);
    await shelf().write(`blobs/sha256/${digits.slice(0, 2)}/${digits}`, Buffer.from('一份改过'));
    // Who has read it keeps what was right; who comes later is told.
    expect(Buffer.from(await blobs.read(hash))).toEqual(content);
    const later = new BlobStore(shelf());
    await expect(later.read(hash)).rejects.toThrow(`the blob ${hash} is damaged in storage`);
    await expect(blobs.read(`sha256:${'0'.repeat(64)}`)).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('says so when the bucket is not there, or not open to these keys, instead of taking everything for missing', async () => {
  const other = await openShelf({ ...settings, bucket: 'nobodys' });
  await expect(other.read('x')).rejects.toThrow(/bucket does not exist/);
  const stranger = await openShelf({ ...settings, accessKeyId: 'stranger' });
  await expect(stranger.read('x')).rejects.toThrow(/Access Key Id .* does not exist/);
});
