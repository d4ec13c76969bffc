import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { liveItems } from '../../src/deliver/live-items.js';
import { Recalls } from '../../src/deliver/recalls/recalls.service.js';
import { transact } from '../../src/store/database.js';
import { dayLater, end, monday, NoticeLine, saturday } from './support/notice-line.js';

jest.setTimeout(120_000);

let those: NoticeLine;
beforeAll(async () => {
  those = await NoticeLine.start();
});
afterAll(() => (those as NoticeLine | undefined)?.stop());

/** What the patrol found, at its time. */
const becomes = (id: string, state: 'missing' | 'live', when: string) =>
  those.at(when, async () => {
    await transact(those.line.hub.db, 'system:deliver', (tx) =>
      tx.updateTable('delivery').set({ state }).where('id', '=', id).execute(),
    );
  });

describe('an extension', () => {
  it('after an outage is offered, gives every place another end at once, and is in the ledger with its reason', async () => {
    const { announcementId, id } = await those.published();
    await becomes(id, 'missing', '2026-11-25T02:00:00.000Z');
    await becomes(id, 'live', '2026-11-25T04:00:00.000Z');
    await those.line.hub.db
      .insertInto('screen_item')
      .values({
        ...{
          key: id,
          office_id: those.line.office.id,
          target_id: those.line.target.id,
          announcement_id: announcementId,
        },
        ...{ rendition: 'sha256:0', assets: '[]', priority: 'routine', published_at: monday, until: end },
      })
      .execute();
    await those.at('2026-11-25T05:00:00.000Z', async () => {
      expect(await those.viewOf(announcementId)).toMatchObject({
        state: 'running',
        first: '2026-11-24',
        last: '2026-11-30',
        uncertainYears: [],
        outages: [{ from: '2026-11-25T02:00:00.000Z', to: '2026-11-25T04:00:00.000Z', answered: false }],
        suggested: { last: '2026-12-01', endsAt: dayLater },
      });
      expect(await those.asksOf(announcementId)).toEqual([['extension', '2026-11-30']]);
      const { clerk } = those.line.office.callers;
      await those.ends.extend(clerk, announcementId, { endsAt: dayLater, reason: '网站中断两小时' });
      const view = await those.viewOf(announcementId);
      expect(await those.asksOf(announcementId)).toEqual([[undefined, '2026-12-01']]);
      expect(view).toMatchObject({ last: '2026-12-01', endsAt: dayLater, outages: [{ answered: true }] });
      expect(view?.suggested).toBeUndefined();
      expect(view?.extensions).toEqual([
        {
          at: '2026-11-25T05:00:00.000Z',
          by: { id: clerk.memberId, name: clerk.name },
          ...{ from: end, to: dayLater, reason: '网站中断两小时' },
        },
      ]);
      const [entry] = await those.entriesOf(announcementId, 'notice.extended');
      expect(entry).toMatchObject({
        actor: `member:${clerk.memberId}`,
        subject_id: view?.id,
        data: { from: end, to: dayLater, reason: '网站中断两小时', deliveries: 1 },
      });
    });
    // What is read from the hub, and what the screens have of their own.
    const { items } = await liveItems(those.line.hub.db, those.line.target.id, 'http://localhost', {
      limit: 100,
    });
    const item = items.find((one) => one.announcementId === announcementId);
    expect(item?.expiresAt?.toISOString()).toBe(dayLater);
    const screen = await those.line.hub.db
      .selectFrom('screen_item as i')
      .innerJoin('screen_group as g', 'g.target_id', 'i.target_id')
      .select(['i.until', 'i.shown_epoch', 'g.epoch'])
      .where('i.key', '=', id)
      .executeTakeFirstOrThrow();
    expect(screen.until?.toISOString()).toBe(dayLater);
    expect(Number(screen.epoch)).toBeGreaterThan(0);
    // News is told by epochs: a screen that has the item hears of its other end.
    expect(screen.shown_epoch).toBe(screen.epoch);
    // The clock takes it down at the new end, not at the old one.
    const recalls = those.line.hub.app.get(Recalls, { strict: false });
    await those.at(end, async () => {
      await recalls.expire();
      expect((await those.line.story(id)).state).toBe('live');
    });
    await those.line.hub.db
      .updateTable('screen_item')
      .set({ retracted_at: dayLater })
      .where('key', '=', id)
      .execute();
    await those.at(dayLater, async () => {
      await recalls.expire();
      await those.line.reaches(id, 'gone');
      await expect(
        those.ends.extend(those.line.office.callers.clerk, announcementId, {
          endsAt: '2026-12-05T16:00:00Z',
          reason: '晚',
        }),
      ).rejects.toMatchObject({ code: 'wrong_state' });
    });
  });

  it('is never to an earlier end, and another office’s is not there', async () => {
    const { announcementId } = await those.published();
    await those.at(saturday, async () => {
      const { clerk } = those.line.office.callers;
      for (const endsAt of [end, '2026-11-29T16:00:00Z'])
        await expect(
          those.ends.extend(clerk, announcementId, { endsAt, reason: '早' }),
        ).rejects.toMatchObject({
          code: 'invalid_time',
        });
      const stranger = { ...clerk, officeId: '00000000-0000-7000-8000-000000000001' };
      await expect(
        those.ends.extend(stranger, announcementId, { endsAt: dayLater, reason: '他' }),
      ).rejects.toMatchObject({ code: 'not_found' });
      await expect(those.notices.of(stranger.officeId, announcementId)).rejects.toMatchObject({
        code: 'not_found',
      });
    });
  });

  it('is asked for when the calendar changes under a notice that stands, or it went out a day late', async () => {
    const { announcementId } = await those.published();
    const { officeId, memberId } = those.line.office.callers.administrator;
    const days = [{ day: '2026-11-26', kind: 'off' as const }];
    await those.at(saturday, async () => {
      expect((await those.viewOf(announcementId))?.tooShort).toBeUndefined();
      const year = {
        office_id: officeId,
        year: 2026,
        status: 'official' as const,
        days: JSON.stringify(days),
      };
      await those.line.hub.db
        .insertInto('workday_year')
        .values({ ...year, note: '', revision: 1, changed_by: memberId })
        .execute();
      expect((await those.viewOf(announcementId))?.tooShort).toEqual({
        earliest: dayLater,
        last: '2026-12-01',
      });
      await those.line.hub.db.deleteFrom('workday_year').where('office_id', '=', officeId).execute();
    });
    const { announcementId: plain } = await those.line.release();
    expect(await those.notices.of(those.line.office.id, plain)).toEqual({});
  });
});
