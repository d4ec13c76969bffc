import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  newestFirst,
  type ManifestItem,
  type ManifestNews,
  type Signed,
} from '../../src/contract/display.js';
import { Library, type Source } from '../../displays/src/cache/library.js';
import {
  aHub,
  aShelf,
  bytes,
  cardOf,
  change,
  frame,
  group,
  hashOf,
  item,
  key,
  picture,
  rendition,
  screenId,
  whole,
  type HubSide,
} from '../support/player-hub.js';

let hub: HubSide;
let shelf: ReturnType<typeof aShelf>;
let library: Library;
const files = new Map(
  [1, 2, 3].map((n) => [hashOf(rendition(`第${String(n)}号`)), rendition(`第${String(n)}号`)]),
);
files.set(hashOf(picture), picture);
const manifest = (epoch: number, items: ManifestItem[], more: object = {}) => whole(hub, epoch, items, more);
const fetched: string[] = [];
const source: Source = {
  blob: (hash) => {
    fetched.push(hash);
    return Promise.resolve(files.get(hash));
  },
  piece: (hash, from, length) => {
    fetched.push(`${hash}+${String(from)}`);
    return Promise.resolve(files.get(hash)?.slice(from, from + length));
  },
};
const ready = () => library.ready.map(({ slides }) => slides.title);

beforeEach(async () => {
  hub = aHub();
  shelf = aShelf(hub.kept);
  library = new Library(shelf);
  fetched.length = 0;
  expect(await library.takeCard(cardOf(hub), screenId)).toBe(true);
});

describe('a manifest is refused', () => {
  const good = () => manifest(5, [item(1)]);
  const withHead = (head: Partial<Signed>) => ({ ...good(), head: { ...good().head, ...head } });
  it.each<[string, () => ManifestNews, string]>([
    ['without a signature of the hub that paired this screen', () => whole(aHub(), 6, []), 'unsigned'],
    [
      'when its head was changed',
      () => withHead({ payload: good().head.payload.replace('5', '6') }),
      'unsigned',
    ],
    ['when its signature is rubbish', () => withHead({ signature: 'ed25519:x' }), 'unsigned'],
    ['when another key is named', () => withHead({ keyId: 'k2' }), 'unsigned'],
    [
      'when it is no manifest',
      () => ({ ...good(), head: hub.sign({ format: 'manifest.v2' }) }),
      'unreadable',
    ],
    ['when it is another group’s', () => manifest(6, [], { group: key(9) }), 'other group'],
    ['when it is older than the one that is here', () => manifest(4, []), 'older'],
    [
      'when an item was changed',
      () => ({
        ...manifest(6, [item(1)]),
        items: good().items.map((text) => text.replace('routine', 'urgent')),
      }),
      'torn',
    ],
    ['when an item is missing', () => ({ ...manifest(6, [item(1), item(2)]), items: good().items }), 'torn'],
    ['when the frame was changed', () => ({ ...manifest(6, []), frame: frame.replace('12', '99') }), 'torn'],
    ['when it builds on what is not here', () => change(hub, 4, [], 6, [item(1)]), 'torn'],
  ])('%s', async (_name, news, why) => {
    expect(await library.accept(good())).toBeUndefined();
    await library.fill(source, () => undefined);
    expect(await library.accept(news())).toBe(why);
    expect(library.manifest?.epoch).toBe(5);
    expect(ready()).toEqual(['第1号']);
  });
});

describe('a card', () => {
  it('is believed when it is signed, this screen’s, and not older', async () => {
    await library.accept(manifest(1, []));
    expect(await library.takeCard(cardOf(aHub(), { version: 9 }), screenId)).toBe(false);
    expect(await library.takeCard(cardOf(hub, { screenId: key(9) }), screenId)).toBe(false);
    expect(await library.takeCard(cardOf(hub, { version: 3, name: '北门屏' }), screenId)).toBe(true);
    expect(await library.takeCard(cardOf(hub, { version: 2, name: '旧名' }), screenId)).toBe(false);
    expect(library.manifest?.screen).toEqual({ id: screenId, name: '北门屏', group: '组', tags: [] });
  });
  it('of another group makes what is here nothing to build on', async () => {
    await library.accept(manifest(7, [item(1)]));
    expect(library.have).toMatchObject({ group, epoch: 7 });
    expect(await library.takeCard(cardOf(hub, { version: 2, group: key(8) }), screenId)).toBe(true);
    expect(library.have).toBeUndefined();
    expect(await library.accept(manifest(3, [], { group: key(8) }))).toBeUndefined();
    expect(library.manifest?.epoch).toBe(3);
  });
});

describe('changes', () => {
  it('bring a screen to where the whole manifest would, whatever happened in between', async () => {
    const states = fc.array(
      fc.uniqueArray(
        fc.record({ number: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 9 }) }),
        {
          selector: ({ number }) => number,
        },
      ),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(states, async (steps) => {
        library = new Library(aShelf(hub.kept));
        await library.takeCard(cardOf(hub), screenId);
        let before: ManifestItem[] = [];
        expect(await library.accept(manifest(1, before))).toBeUndefined();
        for (const [index, step] of steps.entries()) {
          const after = step.map(({ number, day }) =>
            item(number, { publishedAt: `2026-11-0${String(day)}T00:00:00.000Z` }),
          );
          expect(await library.accept(change(hub, index + 1, before, index + 2, after))).toBeUndefined();
          expect(library.manifest?.items).toEqual([...after].sort(newestFirst));
          before = after;
        }
      }),
      { numRuns: 50 },
    );
  });
  it('leave out what was over when they were signed', async () => {
    const passing = item(1, { until: '2026-11-22T00:00:00.000Z' });
    await library.accept(manifest(1, [passing, item(2)], { issuedAt: '2026-11-21T00:00:00.000Z' }));
    const news = { ...change(hub, 1, [passing, item(2)], 2, [item(2), item(3)]), gone: [] };
    expect(await library.accept(news)).toBeUndefined();
    expect(library.manifest?.items.map((one) => one.key)).toEqual([key(3), key(2)]);
  });
  it('may bring small renditions with them', async () => {
    const text = new TextDecoder().decode(rendition('第1号'));
    const bare = item(1, { assets: [] });
    await library.accept({ ...manifest(1, [bare]), bodies: [{ hash: bare.rendition, text }] });
    await library.fill(source, () => undefined);
    expect([ready(), fetched]).toEqual([['第1号'], []]);
  });
});

describe('items', () => {
  it('are ready when every file is here and right, most urgent first', async () => {
    const told: string[] = [];
    await library.accept(manifest(1, [item(1), item(2, { priority: 'emergency' })]));
    expect(ready()).toEqual([]);
    await library.fill(source, (done) => told.push(done));
    expect(told).toEqual([key(2), key(1)]);
    expect(ready()).toEqual(['第2号', '第1号']);
    // The picture that both show came once.
    expect(fetched.filter((hash) => hash === hashOf(picture))).toHaveLength(1);
  });
  it('with a file that is not what its hash says are never ready', async () => {
    await library.accept(manifest(1, [item(1), item(2)]));
    const forged = (hash: string) =>
      Promise.resolve(hash === item(2).rendition ? rendition('伪造') : files.get(hash));
    await library.fill({ ...source, blob: forged }, () => undefined);
    expect(ready()).toEqual(['第1号']);
    expect(shelf.blobs.has(item(2).rendition)).toBe(false);
  });
  it('that left the manifest are gone, with their files', async () => {
    await library.accept(manifest(1, [item(1), item(2)]));
    await library.fill(source, () => undefined);
    await library.accept(manifest(2, [item(2)]));
    expect(ready()).toEqual(['第2号']);
    await library.fill(source, () => undefined);
    expect([...shelf.blobs.keys()].sort()).toEqual([item(2).rendition, hashOf(picture)].sort());
  });
  it('whose time is over leave without the hub', async () => {
    const until = '2026-11-23T10:00:00.000Z';
    await library.accept(manifest(1, [item(1, { until }), item(2)]));
    await library.fill(source, () => undefined);
    expect(await library.dropExpired(Date.parse(until) - 1)).toBe(false);
    expect(await library.dropExpired(Date.parse(until))).toBe(true);
    expect(ready()).toEqual(['第2号']);
    expect(library.manifest?.items.map((one) => one.key)).toEqual([key(2)]);
  });
});

describe('a large file', () => {
  const large = new Uint8Array(1_300_000).map((_, n) => (n * 7) % 251).buffer;
  const film = { hash: hashOf(large), name: 'f.mp4', mediaType: 'video/mp4', size: 1_300_000 };
  const one = item(1, { assets: [film] });
  beforeEach(() => {
    files.set(film.hash, large);
  });

  it('comes in pieces, and what has come is not fetched again', async () => {
    await library.accept(manifest(1, [one]));
    let left = 2;
    const cutOff: Source = {
      ...source,
      piece: (...part) => (left-- > 0 ? source.piece(...part) : Promise.reject(new Error('away'))),
    };
    await expect(library.fill(cutOff, () => undefined)).rejects.toThrow('away');
    expect(ready()).toEqual([]);
    fetched.length = 0;
    await library.fill(source, () => undefined);
    expect(ready()).toEqual(['第1号']);
    expect(fetched).toEqual([`${film.hash}+1048576`]);
  });

  it('that is damaged in the store comes anew', async () => {
    await library.accept(manifest(1, [one]));
    await library.fill(source, () => undefined);
    shelf.blobs.set(`${film.hash}#1`, new ArrayBuffer(524_288));
    library = new Library(shelf);
    await library.open();
    expect(ready()).toEqual([]);
    await library.fill(source, () => undefined);
    expect(ready()).toEqual(['第1号']);
  });

  it('waits for its hours, which may cross midnight, unless it is urgent', async () => {
    const huge = { ...film, size: 6_000_000 };
    const hours = JSON.stringify({
      ...(JSON.parse(frame) as object),
      downloads: { largeFrom: '22:00', largeTo: '06:00' },
    });
    const at = async (time: string, priority: 'routine' | 'urgent') => {
      library = new Library(aShelf(hub.kept), undefined, () => time);
      await library.takeCard(cardOf(hub), screenId);
      const news = manifest(1, [item(1, { assets: [huge], priority })], { frame: hashOf(hours) });
      expect(await library.accept({ ...news, frame: hours })).toBeUndefined();
      fetched.length = 0;
      await library.fill(source, () => undefined);
      return fetched.filter((what) => what.startsWith(film.hash)).length > 0;
    };
    expect(await at('12:00', 'routine')).toBe(false);
    expect(await at('23:30', 'routine')).toBe(true);
    expect(await at('05:59', 'routine')).toBe(true);
    expect(await at('12:00', 'urgent')).toBe(true);
  });
});

describe('after a reload', () => {
  const again = async (): Promise<void> => {
    library = new Library(shelf);
    await library.open();
  };
  it('everything is there again without the hub', async () => {
    await library.accept(manifest(3, [item(1), item(2)]));
    await library.fill(source, () => undefined);
    await again();
    expect(ready()).toEqual(['第2号', '第1号']);
  });
  it('damaged files count as missing and come again', async () => {
    await library.accept(manifest(3, [item(1), item(2)]));
    await library.fill(source, () => undefined);
    shelf.blobs.set(item(1).rendition, bytes('{"document":1}'));
    await again();
    expect(ready()).toEqual(['第2号']);
    await library.fill(source, () => undefined);
    expect(ready()).toEqual(['第2号', '第1号']);
  });
  it('a manifest that somebody changed in the store is not believed', async () => {
    await library.accept(manifest(3, [item(1)]));
    await library.fill(source, () => undefined);
    const kept = shelf.kept.manifest;
    if (!kept) throw new Error('nothing was kept');
    shelf.kept.manifest = { ...kept, frame: kept.frame.replace('12', '99') };
    await again();
    expect(library.manifest).toBeUndefined();
    expect(ready()).toEqual([]);
  });
});
