import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { liveItems } from '../../src/deliver/live-items.js';
import { NoticeEnds } from '../../src/deliver/notices/extensions.service.js';
import { Notices } from '../../src/deliver/notices/notices.reader.js';
import { Objections } from '../../src/deliver/notices/objections.service.js';
import { OpenNotices } from '../../src/deliver/notices/open-notices.reader.js';
import { Recalls } from '../../src/deliver/recalls/recalls.service.js';
import { Releases } from '../../src/release/index.js';
import { transact } from '../../src/store/database.js';
import { aVersion } from '../factories/office.js';
import { Pipeline } from './support/pipeline.js';

jest.setTimeout(120_000);

let line: Pipeline;
beforeAll(async () => {
  line = await Pipeline.start();
});
afterAll(() => (line as Pipeline | undefined)?.stop());

/** The clock stays there, so that nothing ends by itself between two steps, whatever the day on which this runs. */
async function at(instant: string, work: () => Promise<unknown>): Promise<void> {
  await line.stand(instant);
  await work();
}

/** The days of the acceptance scenario S3. */
const monday = '2026-11-23T01:30:00.000Z';
const saturday = '2026-11-28T02:00:00.000Z';
const end = '2026-11-30T16:00:00.000Z';
const dayLater = '2026-12-01T16:00:00.000Z';

const notices = () => line.hub.app.get(Notices, { strict: false });
const ends = () => line.hub.app.get(NoticeEnds, { strict: false });
const objections = () => line.hub.app.get(Objections, { strict: false });
const viewOf = async (id: string) => (await notices().of(line.office.id, id)).notice;
const asksOf = async (announcementId: string) => {
  const { items } = await line.hub.app.get(OpenNotices, { strict: false }).list(line.office.id);
  return items.filter((one) => one.announcementId === announcementId).map(({ asks, last }) => [asks, last]);
};
const entriesOf = (announcementId: string, kind: string) =>
  line.hub.db
    .selectFrom('ledger_entry')
    .select(['actor', 'subject_id', 'data'])
    .where('announcement_id', '=', announcementId)
    .where('kind', '=', kind)
    .execute();

/** One that is live since Monday. */
async function published(): Promise<{ announcementId: string; id: string }> {
  let id = '';
  const { announcementId, versionId } = await aVersion(line.hub, line.office, [line.target], {
    category: '公示',
  });
  await at(monday, async () => {
    const made = await line.hub.app
      .get(Releases, { strict: false })
      .create(line.office.callers.clerk, versionId, { targetIds: [line.target.id], priority: 'routine' });
    id = made.deliveryIds[0] ?? '';
    await line.reaches(id, 'live');
  });
  return { announcementId, id };
}

/** What the patrol found, at its time. */
const becomes = (id: string, state: 'missing' | 'live', when: string) =>
  at(when, async () => {
    await transact(line.hub.db, 'system:deliver', (tx) =>
      tx.updateTable('delivery').set({ state }).where('id', '=', id).execute(),
    );
  });

describe('an extension', () => {
  it('after an outage is offered, gives every place another end at once, and is in the ledger with its reason', async () => {
    const { announcementId, id } = await published();
    await becomes(id, 'missing', '2026-11-25T02:00:00.000Z');
    await becomes(id, 'live', '2026-11-25T04:00:00.000Z');
    await line.hub.db
      .insertInto('screen_item')
      .values({
        ...{ key: id, office_id: line.office.id, target_id: line.target.id, announcement_id: announcementId },
        ...{ rendition: 'sha256:0', assets: '[]', priority: 'routine', published_at: monday, until: end },
      })
      .execute();
    await at('2026-11-25T05:00:00.000Z', async () => {
      expect(await viewOf(announcementId)).toMatchObject({
        state: 'running',
        first: '2026-11-24',
        last: '2026-11-30',
        uncertainYears: [],
        outages: [{ from: '2026-11-25T02:00:00.000Z', to: '2026-11-25T04:00:00.000Z', answered: false }],
        suggested: { last: '2026-12-01', endsAt: dayLater },
      });
      expect(await asksOf(announcementId)).toEqual([['extension', '2026-11-30']]);
      const { clerk } = line.office.callers;
      await ends().extend(clerk, announcementId, { endsAt: dayLater, reason: '网站中断两小时' });
      const view = await viewOf(announcementId);
      expect(await asksOf(announcementId)).toEqual([[undefined, '2026-12-01']]);
      expect(view).toMatchObject({ last: '2026-12-01', endsAt: dayLater, outages: [{ answered: true }] });
      expect(view?.suggested).toBeUndefined();
      expect(view?.extensions).toEqual([
        {
          at: '2026-11-25T05:00:00.000Z',
          by: { id: clerk.memberId, name: clerk.name },
          ...{ from: end, to: dayLater, reason: '网站中断两小时' },
        },
      ]);
      const [entry] = await entriesOf(announcementId, 'notice.extended');
      expect(entry).toMatchObject({
        actor: `member:${clerk.memberId}`,
        subject_id: view?.id,
        data: { from: end, to: dayLater, reason: '网站中断两小时', deliveries: 1 },
      });
    });
    // What is read from the hub, and what the screens have of their own.
    const { items } = await liveItems(line.hub.db, line.target.id, 'http://localhost', { limit: 100 });
    const item = items.find((one) => one.announcementId === announcementId);
    expect(item?.expiresAt?.toISOString()).toBe(dayLater);
    const screen = await line.hub.db
      .selectFrom('screen_item as i')
      .innerJoin('screen_group as g', 'g.target_id', 'i.target_id')
      .select(['i.until', 'g.epoch'])
      .where('i.key', '=', id)
      .executeTakeFirstOrThrow();
    expect(screen.until?.toISOString()).toBe(dayLater);
    expect(Number(screen.epoch)).toBeGreaterThan(0);
    // The clock takes it down at the new end, not at the old one.
    const recalls = line.hub.app.get(Recalls, { strict: false });
    await at(end, async () => {
      await recalls.expire();
      expect((await line.story(id)).state).toBe('live');
    });
    await line.hub.db
      .updateTable('screen_item')
      .set({ retracted_at: dayLater })
      .where('key', '=', id)
      .execute();
    await at(dayLater, async () => {
      await recalls.expire();
      await line.reaches(id, 'gone');
      await expect(
        ends().extend(line.office.callers.clerk, announcementId, {
          endsAt: '2026-12-05T16:00:00Z',
          reason: '晚',
        }),
      ).rejects.toMatchObject({ code: 'wrong_state' });
    });
  });

  it('is never to an earlier end, and another office’s is not there', async () => {
    const { announcementId } = await published();
    await at(saturday, async () => {
      const { clerk } = line.office.callers;
      for (const endsAt of [end, '2026-11-29T16:00:00Z'])
        await expect(ends().extend(clerk, announcementId, { endsAt, reason: '早' })).rejects.toMatchObject({
          code: 'invalid_time',
        });
      const stranger = { ...clerk, officeId: '00000000-0000-7000-8000-000000000001' };
      await expect(
        ends().extend(stranger, announcementId, { endsAt: dayLater, reason: '他' }),
      ).rejects.toMatchObject({ code: 'not_found' });
      await expect(notices().of(stranger.officeId, announcementId)).rejects.toMatchObject({
        code: 'not_found',
      });
    });
  });

  it('is asked for when the calendar changes under a notice that stands, or it went out a day late', async () => {
    const { announcementId } = await published();
    const { officeId, memberId } = line.office.callers.administrator;
    const days = [{ day: '2026-11-26', kind: 'off' as const }];
    await at(saturday, async () => {
      expect((await viewOf(announcementId))?.tooShort).toBeUndefined();
      const year = {
        office_id: officeId,
        year: 2026,
        status: 'official' as const,
        days: JSON.stringify(days),
      };
      await line.hub.db
        .insertInto('workday_year')
        .values({ ...year, note: '', revision: 1, changed_by: memberId })
        .execute();
      expect((await viewOf(announcementId))?.tooShort).toEqual({ earliest: dayLater, last: '2026-12-01' });
      await line.hub.db.deleteFrom('workday_year').where('office_id', '=', officeId).execute();
    });
    const { announcementId: plain } = await line.release();
    expect(await notices().of(line.office.id, plain)).toEqual({});
  });
});

describe('objections', () => {
  const secret = '举报人张某称材料不实';
  const byLetter = (receivedAt: string) => ({ receivedAt, way: 'letter' as const, text: secret });

  it('come on a Saturday too; without a result nothing is closed, with one it is closed for what it was', async () => {
    const { announcementId } = await published();
    const { leader } = line.office.callers;
    await at('2026-11-28T03:00:00.000Z', async () => {
      await objections().record(leader, announcementId, byLetter(saturday));
      await expect(ends().close(leader, announcementId, { outcome: 'no_objection' })).rejects.toMatchObject({
        code: 'wrong_state',
      });
    });
    const { items } = await objections().list(line.office.id, announcementId);
    const [first] = items;
    expect(items).toMatchObject([{ text: secret, way: 'letter', receivedAt: saturday }]);
    expect(first?.result).toBeUndefined();
    await at('2026-12-01T01:00:00.000Z', async () => {
      expect((await viewOf(announcementId))?.state).toBe('over');
      expect(await asksOf(announcementId)).toEqual([['closing', '2026-11-30']]);
      for (const outcome of ['no_objection', 'objections_settled'] as const)
        await expect(ends().close(leader, announcementId, { outcome })).rejects.toMatchObject({
          code: 'objections_open',
        });
      await objections().settle(leader, first?.id ?? '', { finding: 'unfounded', text: '经核查不属实' });
      await expect(
        objections().settle(leader, first?.id ?? '', { finding: 'founded', text: '改口' }),
      ).rejects.toMatchObject({ code: 'already_decided' });
      await expect(ends().close(leader, announcementId, { outcome: 'no_objection' })).rejects.toMatchObject({
        code: 'wrong_state',
      });
      await ends().close(leader, announcementId, { outcome: 'objections_settled' });
    });
    expect(await viewOf(announcementId)).toMatchObject({
      state: 'closed',
      closed: { outcome: 'objections_settled', by: { id: leader.memberId } },
    });
    expect(await asksOf(announcementId)).toEqual([]);
    const [settled] = (await objections().list(line.office.id, announcementId)).items;
    expect(settled?.result).toMatchObject({ finding: 'unfounded', text: '经核查不属实' });
  });

  it('leave an id and a hash in the ledger, and their words nowhere in the database', async () => {
    const { announcementId } = await published();
    await at(saturday, () =>
      objections().record(line.office.callers.leader, announcementId, byLetter(monday)),
    );
    const { items } = await objections().list(line.office.id, announcementId);
    const [entry] = await entriesOf(announcementId, 'objection.recorded');
    expect(entry).toMatchObject({ subject_id: items[0]?.id, data: { hash: items[0]?.hash } });
    const row = await line.hub.db
      .selectFrom('objection')
      .selectAll()
      .where('id', '=', items[0]?.id ?? '')
      .executeTakeFirstOrThrow();
    const everything = JSON.stringify([row, await entriesOf(announcementId, 'objection.recorded')]);
    expect(everything).not.toContain('张某');
  });

  it('that came before the notice, after its end, or tomorrow are refused; so is one to what is no notice', async () => {
    const { announcementId } = await published();
    const { leader } = line.office.callers;
    const refusal = (receivedAt: string) =>
      expect(objections().record(leader, announcementId, byLetter(receivedAt))).rejects.toMatchObject({
        code: 'invalid_time',
      });
    await at(saturday, async () => {
      await refusal('2026-11-23T01:29:59.000Z');
      await refusal('2026-11-29T02:00:00.000Z');
    });
    await at('2026-12-01T01:00:00.000Z', async () => {
      await refusal(end);
      // Written down after the end, but it came in time.
      await objections().record(leader, announcementId, byLetter('2026-11-30T15:59:00.000Z'));
    });
    const { announcementId: plain } = await line.release();
    await expect(objections().record(leader, plain, byLetter(monday))).rejects.toMatchObject({
      code: 'wrong_state',
    });
  });

  it('when there were none, the notice is closed as without objection, once', async () => {
    const { announcementId } = await published();
    const { leader } = line.office.callers;
    await at(end, async () => {
      await ends().close(leader, announcementId, { outcome: 'no_objection' });
      await expect(ends().close(leader, announcementId, { outcome: 'no_objection' })).rejects.toMatchObject({
        code: 'wrong_state',
      });
    });
    expect((await entriesOf(announcementId, 'notice.closed')).map(({ data }) => data)).toEqual([
      { outcome: 'no_objection', objections: 0 },
    ]);
  });

  it('of a notice that was taken back stay open when it is published anew, for all of its time', async () => {
    const { announcementId, id } = await published();
    const { leader, clerk } = line.office.callers;
    await at('2026-11-25T01:00:00.000Z', async () => {
      await objections().record(leader, announcementId, byLetter('2026-11-25T00:30:00.000Z'));
      await line.recall(announcementId);
      await line.reaches(id, 'gone');
      expect((await viewOf(announcementId))?.state).toBe('withdrawn');
      expect(await asksOf(announcementId)).toEqual([]);
      await expect(
        ends().extend(clerk, announcementId, { endsAt: dayLater, reason: '撤回' }),
      ).rejects.toMatchObject({ code: 'wrong_state' });
    });
    await at('2026-12-01T01:00:00.000Z', async () => {
      await expect(ends().close(leader, announcementId, { outcome: 'no_objection' })).rejects.toMatchObject({
        code: 'wrong_state',
      });
      const next = await aVersion(line.hub, line.office, [line.target], { category: '公示', announcementId });
      const made = await line.hub.app.get(Releases, { strict: false }).create(clerk, next.versionId, {
        targetIds: [line.target.id],
        priority: 'routine',
      });
      expect(made.expiresAt).toBe('2026-12-08T16:00:00.000Z');
      expect(await viewOf(announcementId)).toMatchObject({ state: 'running', first: '2026-12-02' });
    });
    await at('2026-12-08T16:00:00.000Z', async () => {
      for (const outcome of ['no_objection', 'objections_settled'] as const)
        await expect(ends().close(leader, announcementId, { outcome })).rejects.toMatchObject({
          code: 'objections_open',
        });
    });
    const closed = await line.hub.db
      .selectFrom('notice')
      .select('outcome')
      .where('announcement_id', '=', announcementId)
      .orderBy('created_at')
      .execute();
    expect(closed.map(({ outcome }) => outcome)).toEqual(['restarted', null]);
  });
});
