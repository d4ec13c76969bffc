import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PUBLISHED_SLOT, type VersionView } from '../../../src/contract/channel.js';
import type { Found } from '../support/found.js';
import { Harness } from '../support/harness.js';
import { Delivery } from '../support/play.js';

/** Publish, update, look, take back: each tells the truth about the outside. */
export function deliverySuite(found: Found): void {
  const { channel } = found;
  const { recall, update } = channel.capabilities;
  let harness: Harness;
  beforeEach(async () => {
    harness = await Harness.open(found);
  });
  afterEach(() => harness.close());
  const delivery = (version: VersionView) => Delivery.of(harness, version);

  test('before anything was delivered, a look says absent or unknown', async () => {
    const one = await delivery(first(found));
    expect(['absent', 'unknown']).toContain((await one.verify()).is);
  });

  describe.each(found.versions)('version %s', (_name, version) => {
    test('goes live, stays live, and its public page has no empty slot', async () => {
      const one = await delivery(version);
      await one.deliver();
      const seen = await one.settle();
      expect(seen).toMatchObject({ is: 'live', receipt: { state: 'done' } });
      expect((await one.verify()).is).toBe('live');
      const url = one.receipt?.state === 'done' ? one.receipt.url : undefined;
      if (!url?.startsWith(harness.listener.origin)) return;
      const page = await harness.targetContext().http(url);
      expect(page.status).toBe(200);
      expect(page.text()).not.toContain(PUBLISHED_SLOT);
    });

    test('a look changes nothing, at any moment', async () => {
      const one = await delivery(version);
      await expectUnchangedBy(harness, () => one.verify());
      await one.deliver();
      await expectUnchangedBy(harness, () => one.verify());
      await expectUnchangedBy(harness, () => one.verify('publish', { blind: true }));
      await one.settle();
      await expectUnchangedBy(harness, () => one.verify());
      if (recall === 'none') return;
      await one.recall();
      await expectUnchangedBy(harness, () => one.verify('recall'));
    });
  });

  test('delivered twice with its saved steps, it is published once', async () => {
    const one = await delivery(first(found));
    await one.deliver();
    await one.settle();
    const once = await harness.snapshot();
    await one.deliver();
    expect((await one.settle()).is).toBe('live');
    expect(await harness.snapshot()).toEqual(once);
  });

  test('two announcements do not get into each other’s way', async () => {
    const [one, other] = await Promise.all(twoAnnouncements(found).map(delivery));
    if (!one || !other) throw new Error('two announcements are needed');
    await one.deliver();
    await one.settle();
    expect(['absent', 'unknown']).toContain((await other.verify()).is);
    await other.deliver();
    expect((await other.settle()).is).toBe('live');
    expect((await one.verify()).is).toBe('live');
  });

  const recallTitle = recall === 'none' ? 'refuses to recall' : 'takes back what is live';
  test(recallTitle, async () => {
    const one = await delivery(first(found));
    await one.deliver();
    await one.settle();
    if (recall === 'none') {
      await expect(one.recall()).rejects.toThrow();
      return;
    }
    await one.recall();
    expect((await one.settle('recall')).is).toBe('gone');
    expect((await one.verify('publish')).is).not.toBe('live');
    await one.recall();
    expect((await one.settle('recall')).is).toBe('gone');
  });

  test('takes back without a receipt, as after an answer that never came', async () => {
    if (recall === 'none') return;
    const one = await delivery(first(found));
    await one.deliver();
    await one.recall({ blind: true });
    expect((await one.settle('recall', { blind: true })).is).toBe('gone');
  });

  test('a version that was replaced is not live any more, and its successor is', async () => {
    if (!update) return;
    const [before, after] = await Promise.all(twoVersions(found).map(delivery));
    if (!before || !after) throw new Error('two versions of one announcement are needed');
    await before.deliver();
    await before.settle();
    expect((await after.verify('update')).is).not.toBe('live');
    await after.updateFrom(before);
    expect((await after.settle('update')).is).toBe('live');
    expect((await before.verify()).is).not.toBe('live');
  });
}

/** The first fixture: the one that most tests use. */
export function first(found: Found): VersionView {
  const version = found.versions[0]?.[1];
  if (!version) throw new Error(`${found.id} has no fixture version`);
  return version;
}

/** The fixture with the most files: it has the most moments to be cut off at. */
export function richest(found: Found): VersionView {
  const files = ({ pictures, attachments }: VersionView) => pictures.length + attachments.length;
  return found.versions
    .map(([, version]) => version)
    .reduce((a, b) => (files(b) > files(a) ? b : a), first(found));
}

/** Two versions of one announcement, older first. */
export function twoVersions(found: Found): VersionView[] {
  const all = found.versions.map(([, version]) => version).sort((a, b) => a.number - b.number);
  for (const older of all) {
    const newer = all.find((v) => v.announcementId === older.announcementId && v.number > older.number);
    if (newer) return [older, newer];
  }
  throw new Error(`${found.id} has an update, so two of its fixtures must share an announcementId`);
}

function twoAnnouncements(found: Found): VersionView[] {
  const one = first(found);
  const other = found.versions.map(([, v]) => v).find((v) => v.announcementId !== one.announcementId);
  if (!other) throw new Error(`${found.id} needs fixtures of two announcements`);
  return [one, other];
}

async function expectUnchangedBy(harness: Harness, look: () => Promise<unknown>): Promise<void> {
  const before = await harness.snapshot();
  await look();
  expect(await harness.snapshot()).toEqual(before);
}
