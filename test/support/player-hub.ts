import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import {
  itemsText,
  newestFirst,
  type ManifestItem,
  type ManifestNews,
  type Signed,
} from '../../src/contract/display.js';
import type { Kept } from '../../displays/src/cache/database.js';
import type { Shelf } from '../../displays/src/cache/library.js';

export const screenId = '00000000-0000-7000-8000-000000000001';
export const group = '00000000-0000-7000-8000-000000000002';
export const key = (number: number): string =>
  `00000000-0000-7000-8000-0000000001${String(number).padStart(2, '0')}`;
export const hashOf = (content: ArrayBuffer | string): string =>
  `sha256:${createHash('sha256')
    .update(typeof content === 'string' ? content : new Uint8Array(content))
    .digest('hex')}`;
export const bytes = (text: string): ArrayBuffer => new Uint8Array(Buffer.from(text)).buffer;

export interface HubSide {
  kept: Partial<Kept>;
  sign(manifest: unknown): Signed;
}
export function aHub(): HubSide {
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
export function aShelf(
  kept: Partial<Kept>,
): Shelf & { blobs: Map<string, ArrayBuffer>; kept: Partial<Kept> } {
  const blobs = new Map<string, ArrayBuffer>();
  return {
    blobs,
    kept,
    get: (name) => Promise.resolve(kept[name]),
    set: (name, value) => Promise.resolve(void (kept[name] = value)),
    blob: (hash) => Promise.resolve(blobs.get(hash)),
    putBlob: (hash, content) => Promise.resolve(void blobs.set(hash, content)),
    keepBlobs: (hashes) => {
      for (const hash of blobs.keys()) if (!hashes.has(hash.replace(/#.*$/, ''))) blobs.delete(hash);
      return Promise.resolve();
    },
  };
}

export const picture = bytes('a picture');
export function rendition(title: string): ArrayBuffer {
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
export const item = (number: number, more: Partial<ManifestItem> = {}): ManifestItem => ({
  key: key(number),
  rendition: hashOf(rendition(`第${String(number)}号`)),
  assets: [{ hash: hashOf(picture), name: 'p.png', mediaType: 'image/png', size: 9 }],
  publishedAt: '2026-11-23T00:00:00.000Z',
  from: '2026-11-23T00:00:00.000Z',
  priority: 'routine',
  ...more,
});
const issuedAt = '2026-11-23T00:00:00.000Z';
export const frame = JSON.stringify({
  group: '组',
  panel: { diagonalInches: 55, distanceMetres: 4, dwellSeconds: 12 },
  office: { name: '某局', shortName: '局' },
});
export const cardOf = (by: HubSide, more: object = {}): Signed =>
  by.sign({ format: 'screen.v1', screenId, group, version: 1, name: '屏', tags: [], ...more });

/** The whole manifest of an epoch, as the hub sends it. */
export function whole(by: HubSide, epoch: number, items: ManifestItem[], more: object = {}): ManifestNews {
  const texts = [...items].sort(newestFirst).map((one) => JSON.stringify(one));
  const head = by.sign({
    format: 'manifest.v2',
    group,
    epoch,
    issuedAt,
    frame: hashOf(frame),
    items: hashOf(itemsText(texts.map(hashOf))),
    ...more,
  });
  return { head, frame, gone: [], items: texts, bodies: [] };
}
/** The same as a change of what the screen has at `base`. */
export function change(
  hub: HubSide,
  base: number,
  before: ManifestItem[],
  epoch: number,
  after: ManifestItem[],
): ManifestNews {
  const { head } = whole(hub, epoch, after);
  const isIn = (list: ManifestItem[], one: ManifestItem) =>
    list.some((other) => JSON.stringify(other) === JSON.stringify(one));
  const gone = before.filter((one) => !after.some((other) => other.key === one.key));
  return {
    ...{ head, base, bodies: [] },
    gone: gone.map((one) => one.key),
    items: after.filter((one) => !isIn(before, one)).map((one) => JSON.stringify(one)),
  };
}
