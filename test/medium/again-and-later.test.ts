import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Copies } from '../../src/intake/index.js';
import { Calendar } from '../../src/release/calendar.reader.js';
import { ReleaseGroups, Releases } from '../../src/release/index.js';
import { Moves } from '../../src/release/moves.service.js';
import { anOffice, aTarget, aVersion, type TestOffice } from '../factories/office.js';
import type { TestHub } from '../support/test-hub.js';
import { ReleaseDesk } from './support/release-desk.js';

jest.setTimeout(30_000);

let desk: ReleaseDesk;
let hub: TestHub;
let office: TestOffice;
let targets: ReleaseDesk['targets'];
beforeAll(async () => {
  desk = await ReleaseDesk.open();
  ({ hub, office, targets } = desk);
});
afterAll(() => (desk as ReleaseDesk | undefined)?.close());

const releases = () => hub.app.get(Releases, { strict: false });
const soon = () => new Date(Date.now() + 60_000).toISOString();

describe('a copy', () => {
  const copies = () => hub.app.get(Copies, { strict: false });

  it('begins with the text and the places of the last release, without its numbers and dates', async () => {
    const third = await aTarget(hub, office, 'sink', { url: 'http://127.0.0.1:9' });
    const version = await aVersion(hub, office, [...targets, { id: third, channel: 'sink' }]);
    const [first] = targets;
    await releases().create(office.callers.clerk, version.versionId, {
      priority: 'routine',
      targetIds: [first?.id ?? '', third],
      publishAt: soon(),
    });
    await hub.db
      .updateTable('announcement')
      .set({ doc_no: '望综执〔2026〕1号', planned_at: new Date(), expires_at: new Date() })
      .where('id', '=', version.announcementId)
      .execute();
    await hub.db.updateTable('target').set({ enabled: false }).where('id', '=', third).execute();
    const copy = await copies().copy(office.callers.clerk, version.announcementId);
    expect(copy).toMatchObject({ title: '关于测试的通告', stage: 'drafting', versions: [] });
    expect(copy.draft).toMatchObject({ body: '<p>正文。</p>', targetIds: [first?.id] });
    expect(copy.draft).toEqual(expect.not.objectContaining({ docNo: expect.anything() }));
    expect([copy.draft.plannedAt, copy.draft.expiresAt]).toEqual([undefined, undefined]);
    const entries = await hub.db
      .selectFrom('ledger_entry')
      .select(['kind', 'data'])
      .where('announcement_id', '=', copy.id)
      .orderBy('id')
      .execute();
    expect(entries.map(({ kind }) => kind)).toEqual(['announcement.created', 'announcement.copied']);
    expect(entries[1]?.data).toEqual({ from: version.announcementId });
  });

  it('of another office is not there', async () => {
    const version = await aVersion(hub, office, targets);
    const other = await anOffice(hub);
    await expect(copies().copy(other.callers.clerk, version.announcementId)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a move', () => {
  const DAY = 86_400_000;
  const second = Math.floor(Date.now() / 1000) * 1000;
  const at = (days: number) => new Date(second + days * DAY).toISOString();
  const move = (releaseId: string, publishAt: string, who = office.callers.clerk) =>
    hub.app.get(Moves, { strict: false }).move(who, releaseId, { publishAt });
  const planned = async (wish: { expiresAt?: string } = {}) => {
    const version = await aVersion(hub, office, targets);
    const targetIds = targets.map(({ id }) => id);
    const view = await releases().create(office.callers.clerk, version.versionId, {
      ...{ priority: 'routine' as const, targetIds, publishAt: at(2) },
      ...wish,
    });
    return { ...view, versionId: version.versionId };
  };
  const times = async (releaseId: string) => {
    const rows = await hub.db
      .selectFrom('delivery')
      .select(['publish_at', 'due_at'])
      .where('release_id', '=', releaseId)
      .execute();
    return [...new Set(rows.flatMap((row) => [row.publish_at.toISOString(), row.due_at?.toISOString()]))];
  };
  const shown = async (releaseId: string) => {
    const { items } = await hub.app
      .get(Calendar, { strict: false })
      .between(office.id, { from: at(-1), to: at(60) });
    return items.find((item) => item.releaseId === releaseId);
  };

  it('gives what has not begun another time, everywhere, and says so in the ledger', async () => {
    const { id, announcementId } = await planned();
    await move(id, at(5));
    expect(await times(id)).toEqual([at(5)]);
    expect(await shown(id)).toMatchObject({ publishAt: at(5), standing: 'planned', places: 2 });
    const entry = await hub.db
      .selectFrom('ledger_entry')
      .select('data')
      .where('announcement_id', '=', announcementId)
      .where('kind', '=', 'release.moved')
      .executeTakeFirstOrThrow();
    expect(entry.data).toEqual({ from: at(2), to: at(5) });
  });

  it('takes a group along', async () => {
    const members = await Promise.all(
      [1, 2].map(async () => ({
        versionId: (await aVersion(hub, office, targets)).versionId,
        targetIds: [targets[0]?.id ?? ''],
      })),
    );
    const wish = { name: '联合发布', members, publishAt: at(2), priority: 'routine' as const };
    const group = await hub.app.get(ReleaseGroups, { strict: false }).create(office.callers.clerk, wish);
    const rows = await hub.db.selectFrom('release').select('id').where('group_id', '=', group.id).execute();
    await move(rows[0]?.id ?? '', at(3));
    for (const { id } of rows) expect(await times(id)).toEqual([at(3)]);
    expect(await shown(rows[1]?.id ?? '')).toMatchObject({ group: { name: '联合发布' }, publishAt: at(3) });
  });

  it('takes a group along as its correction left it: that goes with the group, and nothing of the version before', async () => {
    const [a = '', b = ''] = targets.map(({ id }) => id);
    const [policy, other] = [await aVersion(hub, office, targets), await aVersion(hub, office, targets)];
    const groups = hub.app.get(ReleaseGroups, { strict: false });
    const { id, publishAt } = await groups.create(office.callers.clerk, {
      members: [policy, other].map(({ versionId }) => ({ versionId, targetIds: [a, b] })),
      ...{ name: '政策与解读', publishAt: at(2), priority: 'routine' },
    });
    const { announcementId } = policy;
    const { versionId } = await aVersion(hub, office, targets, { announcementId });
    const holding = async () => (await groups.one(office.id, id)).members.map((one) => one.holdsBecause);
    expect((await holding()).filter(Boolean)).toEqual(['approval']);
    const wish = { targetIds: [a], priority: 'routine' as const, correction: true };
    const alone = releases().create(office.callers.clerk, versionId, { ...wish, publishAt: at(1) });
    await expect(alone).rejects.toMatchObject({ code: 'invalid_time' });
    const correction = await releases().create(office.callers.clerk, versionId, wish);
    expect([correction.publishAt, await holding()]).toEqual([publishAt, [undefined, undefined]]);
    const states = await hub.db
      .selectFrom('delivery')
      .select(['target_id', 'state'])
      .where('announcement_id', '=', announcementId)
      .orderBy('seq')
      .execute();
    expect(states.filter(({ target_id }) => target_id === a).map(({ state }) => state)).toEqual([
      'superseded',
      'held',
    ]);
    expect(states.filter(({ target_id }) => target_id === b).map(({ state }) => state)).toEqual([
      'cancelled',
    ]);
    await move(correction.id, at(3));
    expect(await times(correction.id)).toEqual([at(3)]);
  });

  it('is refused into the past, after the expiry, for another office, and once any of it has begun', async () => {
    const { id, deliveryIds } = await planned({ expiresAt: at(4) });
    await expect(move(id, at(-1))).rejects.toMatchObject({ code: 'invalid_time' });
    await expect(move(id, at(5))).rejects.toMatchObject({ code: 'invalid_time' });
    await expect(move(id, at(3), (await anOffice(hub)).callers.clerk)).rejects.toMatchObject({
      code: 'not_found',
    });
    await hub.db
      .updateTable('delivery')
      .set({ state: 'queued' })
      .where('id', '=', deliveryIds[0] ?? '')
      .execute();
    await expect(move(id, at(3))).rejects.toMatchObject({ code: 'wrong_state' });
    // The database refuses it as well.
    const past = hub.db
      .updateTable('release')
      .set({ publish_at: at(3) })
      .where('id', '=', id)
      .execute();
    await expect(past).rejects.toThrow('keeps its time');
    const other = hub.db.updateTable('release').set({ priority: 'urgent' }).where('id', '=', id).execute();
    await expect(other).rejects.toThrow('permission denied');
  });
});
