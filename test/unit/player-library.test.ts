import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ManifestItem, ManifestV1, Signed } from '../../src/contract/display.js';
import type { Kept } from '../../displays/src/cache/database.js';
import { Library, type Shelf } from '../../displays/src/cache/library.js';

const screenId = '00000000-0000-7000-8000-000000000001';
const key = (number: number): string =>
  `00000000-0000-7000-8000-0000000001${String(number).padStart(2, '0')}`;
const hashOf = (content: ArrayBuffer): string =>
  `sha256:${createHash('sha256').update(new Uint8Array(content)).digest('hex')}`;
const bytes = (text: string): ArrayBuffer => new Uint8Array(Buffer.from(text)).buffer;

interface HubSide {
  kept: Partial<Kept>;
  sign(manifest: unknown): Signed;
}
function aHub(): HubSide {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'jwk' }).x ?? '';
  const signed = (payload: string, by: KeyObject): string =>
    `ed25519:${sign(null, Buffer.from(payload), by).toString('base64url')}`;
  return {
    kept: { hubKey: { id: 'k1', publicKey: `ed25519:${raw}` }, screenId },
    sign: (manifest) => {
      const payload = JSON.stringify(manifest);
      return { payload, signature: signed(payload, privateKey), keyId: 'k1' };
    },
  };
}

/** The store without a browser. */
function aShelf(kept: Partial<Kept>): Shelf & { blobs: Map<string, ArrayBuffer>; kept: Partial<Kept> } {
  const blobs = new Map<string, ArrayBuffer>();
  return {
    blobs,
    kept,
    get: (name) => Promise.resolve(kept[name]),
    set: (name, value) => Promise.resolve(void (kept[name] = value)),
    blob: (hash) => Promise.resolve(blobs.get(hash)),
    putBlob: (hash, content) => Promise.resolve(void blobs.set(hash, content)),
    keepBlobs: (hashes) => {
      for (const hash of blobs.keys()) if (!hashes.has(hash)) blobs.delete(hash);
      return Promise.resolve();
    },
  };
}

const picture = bytes('a picture');
function rendition(title: string): ArrayBuffer {
  const document = {
    format: 'slides.v1',
    category: '公告',
    issuer: '某局',
    title,
    permalink: 'http://x/n/1',
    published: 'x',
    blocks: [],
  };
  return bytes(JSON.stringify({ document, assets: [] }));
}
const item = (number: number, more: Partial<ManifestItem> = {}): ManifestItem => ({
  key: key(number),
  rendition: hashOf(rendition(`第${String(number)}号`)),
  assets: [{ hash: hashOf(picture), name: 'p.png', mediaType: 'image/png', size: 9 }],
  publishedAt: '2026-11-23T00:00:00.000Z',
  from: '2026-11-23T00:00:00.000Z',
  priority: 'routine',
  ...more,
});
const manifest = (epoch: number, items: ManifestItem[], more: Partial<ManifestV1> = {}): ManifestV1 => ({
  format: 'manifest.v1',
  screenId,
  epoch,
  issuedAt: '2026-11-23T00:00:00.000Z',
  screen: { name: '屏', group: '组' },
  panel: { diagonalInches: 55, distanceMetres: 4, dwellSeconds: 12 },
  office: { name: '某局', shortName: '局' },
  items,
  ...more,
});

let hub: HubSide;
let shelf: ReturnType<typeof aShelf>;
let library: Library;
const files = new Map(
  [1, 2, 3].map((n) => [hashOf(rendition(`第${String(n)}号`)), rendition(`第${String(n)}号`)]),
);
files.set(hashOf(picture), picture);
const fetched: string[] = [];
const fetchBlob = (hash: string) => {
  fetched.push(hash);
  return Promise.resolve(files.get(hash));
};
const ready = () => library.ready.map(({ slides }) => slides.title);

beforeEach(() => {
  hub = aHub();
  shelf = aShelf(hub.kept);
  library = new Library(shelf);
  fetched.length = 0;
});

describe('a manifest is refused', () => {
  const good = () => hub.sign(manifest(5, [item(1)]));
  it.each<[string, () => unknown, string]>([
    [
      'without a signature of the hub that paired this screen',
      () => aHub().sign(manifest(6, [])),
      'unsigned',
    ],
    [
      'when its text was changed',
      () => ({ ...good(), payload: good().payload.replace('屏', '别') }),
      'unsigned',
    ],
    ['when its signature is rubbish', () => ({ ...good(), signature: 'ed25519:x' }), 'unsigned'],
    ['when another key is named', () => ({ ...good(), keyId: 'k2' }), 'unsigned'],
    ['when it is no manifest', () => hub.sign({ format: 'manifest.v1' }), 'unreadable'],
    ['when it is another screen’s', () => hub.sign(manifest(6, [], { screenId: key(9) })), 'other screen'],
    ['when it is older than the one that is here', () => hub.sign(manifest(4, [])), 'older'],
  ])('%s', async (_name, signed, why) => {
    expect(await library.accept(good(), screenId)).toBeUndefined();
    await library.fill(fetchBlob, () => undefined);
    expect(await library.accept(signed() as Signed, screenId)).toBe(why);
    expect(library.manifest?.epoch).toBe(5);
    expect(ready()).toEqual(['第1号']);
  });
});

describe('items', () => {
  it('are ready when every file is here and right, most urgent first', async () => {
    const told: string[] = [];
    await library.accept(hub.sign(manifest(1, [item(1), item(2, { priority: 'emergency' })])), screenId);
    expect(ready()).toEqual([]);
    await library.fill(fetchBlob, (done) => told.push(done));
    expect(told).toEqual([key(2), key(1)]);
    expect(ready()).toEqual(['第1号', '第2号']);
    // The picture that both show came once.
    expect(fetched.filter((hash) => hash === hashOf(picture))).toHaveLength(1);
  });
  it('with a file that is not what its hash says are never ready', async () => {
    await library.accept(hub.sign(manifest(1, [item(1), item(2)])), screenId);
    const forged = (hash: string) =>
      Promise.resolve(hash === item(2).rendition ? rendition('伪造') : files.get(hash));
    await library.fill(forged, () => undefined);
    expect(ready()).toEqual(['第1号']);
    expect(shelf.blobs.has(item(2).rendition)).toBe(false);
  });
  it('that left the manifest are gone, with their files', async () => {
    await library.accept(hub.sign(manifest(1, [item(1), item(2)])), screenId);
    await library.fill(fetchBlob, () => undefined);
    await library.accept(hub.sign(manifest(2, [item(2)])), screenId);
    expect(ready()).toEqual(['第2号']);
    await library.fill(fetchBlob, () => undefined);
    expect([...shelf.blobs.keys()].sort()).toEqual([item(2).rendition, hashOf(picture)].sort());
  });
  it('whose time is over leave without the hub', async () => {
    const until = '2026-11-23T10:00:00.000Z';
    await library.accept(hub.sign(manifest(1, [item(1, { until }), item(2)])), screenId);
    await library.fill(fetchBlob, () => undefined);
    expect(await library.dropExpired(Date.parse(until) - 1)).toBe(false);
    expect(await library.dropExpired(Date.parse(until))).toBe(true);
    expect(ready()).toEqual(['第2号']);
    expect(library.manifest?.items.map((one) => one.key)).toEqual([key(2)]);
  });
});

describe('after a reload', () => {
  const again = async (): Promise<void> => {
    library = new Library(shelf);
    await library.open();
  };
  it('everything is there again without the hub', async () => {
    await library.accept(hub.sign(manifest(3, [item(1), item(2)])), screenId);
    await library.fill(fetchBlob, () => undefined);
    await again();
    expect(ready()).toEqual(['第1号', '第2号']);
  });
  it('damaged files count as missing and come again', async () => {
    await library.accept(hub.sign(manifest(3, [item(1), item(2)])), screenId);
    await library.fill(fetchBlob, () => undefined);
    shelf.blobs.set(item(1).rendition, bytes('{"document":1}'));
    await again();
    expect(ready()).toEqual(['第2号']);
    await library.fill(fetchBlob, () => undefined);
    expect(ready()).toEqual(['第1号', '第2号']);
  });
  it('a manifest that somebody changed in the store is not believed', async () => {
    await library.accept(hub.sign(manifest(3, [item(1)])), screenId);
    await library.fill(fetchBlob, () => undefined);
    const kept = shelf.kept.manifest;
    if (!kept) throw new Error('nothing was kept');
    shelf.kept.manifest = { ...kept, payload: kept.payload.replace('12', '99') };
    await again();
    expect(library.manifest).toBeUndefined();
    expect(ready()).toEqual([]);
  });
});
