import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MOST_FROM_ONE_PLACE } from '../../src/deliver/notices/public-objections.service.js';
import { Recalls } from '../../src/deliver/recalls/recalls.service.js';
import { newId } from '../../src/platform/ids.js';
import { Releases } from '../../src/release/index.js';
import { aVersion } from '../factories/office.js';
import { dayLater, end, monday, NoticeLine, saturday } from './support/notice-line.js';

jest.setTimeout(120_000);

let those: NoticeLine;
beforeAll(async () => {
  those = await NoticeLine.start();
});
afterAll(() => (those as NoticeLine | undefined)?.stop());

describe('objections', () => {
  const secret = '举报人张某称材料不实';
  const byLetter = (receivedAt: string) => ({ receivedAt, way: 'letter' as const, text: secret });

  it('come on a Saturday too; without a result nothing is closed, with one it is closed for what it was', async () => {
    const { announcementId } = await those.published();
    const { leader } = those.line.office.callers;
    await those.at('2026-11-28T03:00:00.000Z', async () => {
      await those.objections.record(leader, announcementId, byLetter(saturday));
      await expect(
        those.ends.close(leader, announcementId, { outcome: 'no_objection' }),
      ).rejects.toMatchObject({
        code: 'wrong_state',
      });
    });
    const { items } = await those.objections.list(leader, announcementId);
    const [first] = items;
    expect(items).toMatchObject([{ text: secret, way: 'letter', receivedAt: saturday }]);
    expect(first?.result).toBeUndefined();
    await those.at('2026-12-01T01:00:00.000Z', async () => {
      expect((await those.viewOf(announcementId))?.state).toBe('over');
      expect(await those.asksOf(announcementId)).toEqual([['closing', '2026-11-30']]);
      for (const outcome of ['no_objection', 'objections_settled'] as const)
        await expect(those.ends.close(leader, announcementId, { outcome })).rejects.toMatchObject({
          code: 'objections_open',
        });
      await those.objections.settle(leader, first?.id ?? '', { finding: 'unfounded', text: '经核查不属实' });
      await expect(
        those.objections.settle(leader, first?.id ?? '', { finding: 'founded', text: '改口' }),
      ).rejects.toMatchObject({ code: 'already_decided' });
      await expect(
        those.ends.close(leader, announcementId, { outcome: 'no_objection' }),
      ).rejects.toMatchObject({
        code: 'wrong_state',
      });
      await those.ends.close(leader, announcementId, { outcome: 'objections_settled' });
    });
    expect(await those.viewOf(announcementId)).toMatchObject({
      state: 'closed',
      closed: { outcome: 'objections_settled', by: { id: leader.memberId } },
    });
    expect(await those.asksOf(announcementId)).toEqual([]);
    const [settled] = (await those.objections.list(leader, announcementId)).items;
    expect(settled?.result).toMatchObject({ finding: 'unfounded', text: '经核查不属实' });
  });

  it('leave an id and a hash in the ledger, and their words nowhere in the database', async () => {
    const { announcementId } = await those.published();
    await those.at(saturday, () =>
      those.objections.record(those.line.office.callers.leader, announcementId, byLetter(monday)),
    );
    const { items } = await those.objections.list(those.line.office.callers.leader, announcementId);
    const [entry] = await those.entriesOf(announcementId, 'objection.recorded');
    expect(entry).toMatchObject({ subject_id: items[0]?.id, data: { hash: items[0]?.hash } });
    const row = await those.line.hub.db
      .selectFrom('objection')
      .selectAll()
      .where('id', '=', items[0]?.id ?? '')
      .executeTakeFirstOrThrow();
    const everything = JSON.stringify([row, await those.entriesOf(announcementId, 'objection.recorded')]);
    expect(everything).not.toContain('张某');
  });

  it('that came before the notice, after its end, or tomorrow are refused; so is one to what is no notice', async () => {
    const { announcementId } = await those.published();
    const { leader } = those.line.office.callers;
    const refusal = (receivedAt: string) =>
      expect(those.objections.record(leader, announcementId, byLetter(receivedAt))).rejects.toMatchObject({
        code: 'invalid_time',
      });
    await those.at(saturday, async () => {
      await refusal('2026-11-23T01:29:59.000Z');
      await refusal('2026-11-29T02:00:00.000Z');
    });
    await those.at('2026-12-01T01:00:00.000Z', async () => {
      await refusal(end);
      // Written down after the end, but it came in time.
      await those.objections.record(leader, announcementId, byLetter('2026-11-30T15:59:00.000Z'));
    });
    const { announcementId: plain } = await those.line.release();
    await expect(those.objections.record(leader, plain, byLetter(monday))).rejects.toMatchObject({
      code: 'wrong_state',
    });
  });

  it('when there were none, the notice is closed as without objection, once', async () => {
    const { announcementId, id } = await those.published();
    const { leader } = those.line.office.callers;
    await those.at(end, async () => {
      // The clock takes it down first: that is no withdrawal.
      await those.line.hub.app.get(Recalls, { strict: false }).expire();
      await those.line.reaches(id, 'gone');
      expect((await those.viewOf(announcementId))?.state).toBe('over');
      await those.ends.close(leader, announcementId, { outcome: 'no_objection' });
      await expect(
        those.ends.close(leader, announcementId, { outcome: 'no_objection' }),
      ).rejects.toMatchObject({
        code: 'wrong_state',
      });
    });
    expect((await those.entriesOf(announcementId, 'notice.closed')).map(({ data }) => data)).toEqual([
      { outcome: 'no_objection', objections: 0 },
    ]);
  });

  it('of a notice that was taken back stay open when it is published anew, for all of its time', async () => {
    const { announcementId, id } = await those.published();
    const { leader, clerk } = those.line.office.callers;
    await those.at('2026-11-25T01:00:00.000Z', async () => {
      await those.objections.record(leader, announcementId, byLetter('2026-11-25T00:30:00.000Z'));
      await those.line.recall(announcementId);
      await those.line.reaches(id, 'gone');
      expect((await those.viewOf(announcementId))?.state).toBe('withdrawn');
      expect(await those.asksOf(announcementId)).toEqual([]);
      await expect(
        those.ends.extend(clerk, announcementId, { endsAt: dayLater, reason: '撤回' }),
      ).rejects.toMatchObject({ code: 'wrong_state' });
    });
    await those.at('2026-12-01T01:00:00.000Z', async () => {
      await expect(
        those.ends.close(leader, announcementId, { outcome: 'no_objection' }),
      ).rejects.toMatchObject({
        code: 'wrong_state',
      });
      const next = await aVersion(those.line.hub, those.line.office, [those.line.target], {
        category: '公示',
        announcementId,
      });
      const made = await those.line.hub.app.get(Releases, { strict: false }).create(clerk, next.versionId, {
        targetIds: [those.line.target.id],
        priority: 'routine',
      });
      expect(made.expiresAt).toBe('2026-12-08T16:00:00.000Z');
      expect(await those.viewOf(announcementId)).toMatchObject({ state: 'running', first: '2026-12-02' });
    });
    await those.at('2026-12-08T16:00:00.000Z', async () => {
      for (const outcome of ['no_objection', 'objections_settled'] as const)
        await expect(those.ends.close(leader, announcementId, { outcome })).rejects.toMatchObject({
          code: 'objections_open',
        });
    });
    const closed = await those.line.hub.db
      .selectFrom('notice')
      .select('outcome')
      .where('announcement_id', '=', announcementId)
      .orderBy('created_at')
      .execute();
    expect(closed.map(({ outcome }) => outcome)).toEqual(['restarted', null]);
  });
});

describe('objections on the public page', () => {
  const mine = { from: { name: '言某', contact: '0000-5550318' }, text: '对任职年限有疑问。' };

  it('are taken on a Saturday, under a number, sealed, and for those alone who deal with them', async () => {
    const { announcementId } = await those.published();
    const { leader } = those.line.office.callers;
    const form = await those.form(announcementId);
    await those.at(saturday, async () => {
      expect(await form.window()).toMatchObject({ first: '2026-11-24', last: '2026-11-30', open: true });
      const one = await form.send(mine);
      expect(one).toMatchObject({
        is: 'taken',
        receipt: expect.stringMatching(/^YY20261128-[2-9A-HJ-NP-Z]{8}$/),
      });
      // Pressed twice, or sent again after a reload.
      expect(await form.send(mine)).toEqual(one);
      const other = await form.send({ text: mine.text });
      expect([other.is, other]).toEqual([
        'taken',
        expect.not.objectContaining({ receipt: one.is === 'taken' && one.receipt }),
      ]);
      await expect(
        those.ends.close(leader, announcementId, { outcome: 'no_objection' }),
      ).rejects.toMatchObject({ code: 'wrong_state' });
    });
    const { items } = await those.objections.list(leader, announcementId);
    expect(items.map(({ from, text, way, recorded }) => [from, text, way, recorded])).toEqual([
      [mine.from, mine.text, 'online', undefined],
      [undefined, mine.text, 'online', undefined],
    ]);
    const entries = await those.entriesOf(announcementId, 'objection.received');
    expect(entries.map(({ actor, subject_id, data }) => [actor, subject_id, data])).toEqual(
      items.map(({ id, hash }) => ['system:sink', id, { hash }]),
    );
    const rows = await those.line.hub.db
      .selectFrom('objection')
      .selectAll()
      .where('receipt', 'is not', null)
      .execute();
    const kept = JSON.stringify([rows, entries]);
    for (const word of ['言某', '5550318', '年限', '203.0.113']) expect(kept).not.toContain(word);
  });

  it('outside the window are refused, by the database too', async () => {
    const { announcementId, id } = await those.published();
    const form = await those.form(announcementId);
    await those.at(end, async () => {
      expect(await form.window()).toMatchObject({ open: false });
      expect(await form.send(mine)).toEqual({ is: 'closed' });
      const { id: notice, office_id } = await those.line.hub.db
        .selectFrom('notice')
        .select(['id', 'office_id'])
        .where('announcement_id', '=', announcementId)
        .executeTakeFirstOrThrow();
      const late = those.line.hub.db.insertInto('objection').values({
        ...{ id: newId(), office_id, notice_id: notice, received_at: new Date(end), way: 'online' },
        ...{ sealed: 'x', hash: 'x', recorded_by: null, receipt: 'YY-late' },
      });
      await expect(late.execute()).rejects.toThrow('did not come while the notice stood');
    });
    await those.at(saturday, async () => {
      await those.line.recall(announcementId);
      await those.line.reaches(id, 'gone');
      expect(await form.window()).toBeUndefined();
      expect(await form.send(mine)).toEqual({ is: 'closed' });
    });
    const { announcementId: plain } = await those.line.release();
    expect(await (await those.form(plain)).send(mine)).toEqual({ is: 'closed' });
  });

  it('are counted by where they come from, and another place is not held back by it', async () => {
    const { announcementId } = await those.published();
    const [near, same, far] = await Promise.all(
      ['2001:db8:1:2::7', '2001:db8:1:2:ffff::9', '198.51.100.4'].map((from) =>
        those.form(announcementId, from),
      ),
    );
    await those.at(saturday, async () => {
      for (let count = 1; count <= MOST_FROM_ONE_PLACE; count += 1)
        expect(await near?.send({ text: `第${String(count)}件` })).toMatchObject({ is: 'taken' });
      expect(await same?.send({ text: '再一件' })).toMatchObject({ is: 'too_many', waitSeconds: 900 });
      expect(await far?.send({ text: '另一处' })).toMatchObject({ is: 'taken' });
    });
    await those.at('2026-11-28T02:15:01.000Z', async () => {
      expect(await same?.send({ text: '再一件' })).toMatchObject({ is: 'taken' });
    });
  });
});
