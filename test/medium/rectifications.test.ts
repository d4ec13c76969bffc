import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RectificationText, type RectificationView } from '../../src/contract/api.js';
import { RectificationReader } from '../../src/deliver/rectifications/rectifications.reader.js';
import { Rectifications } from '../../src/deliver/rectifications/rectifications.service.js';
import type { Caller } from '../../src/identity/index.js';
import { Notifications, Reminders } from '../../src/notifications/index.js';
import { newId } from '../../src/platform/ids.js';
import { StatisticsReader } from '../../src/record/statistics/statistics.reader.js';
import { Terms } from '../../src/review/index.js';
import { aVersion } from '../factories/office.js';
import { Pipeline } from './support/pipeline.js';

jest.setTimeout(60_000);

let line: Pipeline;
/** Decides as the leader does, and has written nothing. */
let second: Caller;
beforeAll(async () => {
  line = await Pipeline.start();
  const id = newId();
  const { leader } = line.office.callers;
  second = { ...leader, memberId: id, username: `second-${id.slice(-8)}` };
  await line.hub.db
    .insertInto('member')
    .values({
      ...{ id, office_id: line.office.id, user_id: id, username: second.username },
      ...{ name: '另一位领导', roles: ['leader'] },
    })
    .execute();
});
afterAll(() => (line as Pipeline | undefined)?.stop());

const get = <T>(type: abstract new (...args: never[]) => T): T =>
  line.hub.app.get(type as never, { strict: false });
const may = () => line.office.callers;
const tickets = () => get(Rectifications);
const read = (id: string, caller = may().auditor) => get(RectificationReader).one(caller, id);
const list = async (announcementId?: string) =>
  (
    await get(RectificationReader).page(may().auditor, {
      open: announcementId === undefined,
      announcementId,
      limit: 100,
    })
  ).items;

const text = (more: object = {}): RectificationText =>
  RectificationText.parse({
    ...{ cause: '导出时没有删除隐藏列', scope: '附件隐藏列中的证件号码', measures: '已撤回，模板去掉该列' },
    ...{ responsible: [may().clerk.memberId], ...more },
  });

async function recalled(reason: 'privacy' | 'secrecy' | 'error', emergency = false) {
  const { id, announcementId } = await line.release();
  await line.reaches(id, 'live');
  const wish = { reason, note: '', emergency };
  const { request } = await line.requests.ask(may()[emergency ? 'leader' : 'clerk'], announcementId, wish);
  if (!emergency) await line.requests.decide(may().reviewer, request.id, { verdict: 'approve', opinion: '' });
  await line.reaches(id, 'gone');
  return { announcementId, recallId: request.id, deliveryId: id };
}

async function written(id: string, caller: Caller, content = text()): Promise<RectificationView> {
  const { number } = await read(id);
  await tickets().write(caller, id, { number, text: content });
  return read(id);
}

const entries = (id: string) =>
  line.hub.db
    .selectFrom('ledger_entry')
    .select(['kind', 'announcement_id', 'data'])
    .where('subject_id', '=', id)
    .orderBy('id')
    .execute();

describe('a recall for leaked personal data', () => {
  it('opens one by itself, which is done once the persons were told, and signed off by somebody who wrote nothing of it', async () => {
    const { announcementId, recallId } = await recalled('privacy');
    const [row] = await list(announcementId);
    expect(row).toMatchObject({
      origin: 'recall',
      recall: { id: recallId, reason: 'privacy' },
      state: 'open',
    });
    const id = row?.id ?? '';
    const opened = await read(id);
    expect(opened.exposure).toMatchObject([
      {
        channel: 'sink',
        version: 1,
        state: 'gone',
        from: expect.any(String),
        to: expect.any(String),
        screens: 0,
      },
    ]);
    expect(opened.gaps).toEqual(['cause', 'scope', 'measures', 'responsible', 'notice']);
    await expect(tickets().submit(may().clerk, id, { number: 1 })).rejects.toMatchObject({
      code: 'wrong_state',
    });
    const view = await written(id, may().clerk);
    // The same once more is no step, and who saw an older state loads it again.
    await tickets().write(may().clerk, id, { number: view.number, text: text() });
    await expect(
      tickets().write(may().leader, id, { number: 1, text: text({ cause: '别的' }) }),
    ).rejects.toMatchObject({ code: 'stale_revision' });
    const planned = { state: 'needed', how: '逐户电话', by: '2030-01-01' } as const;
    await tickets().notice(may().leader, id, { number: 2, notice: planned });
    expect((await read(id)).gaps).toEqual(['notice_due']);
    const given = {
      state: 'given',
      how: '逐户电话',
      on: '2026-11-25',
      persons: 12,
      authority: '区网信办',
    } as const;
    await expect(
      tickets().notice(may().leader, id, { number: 3, notice: { ...given, on: '2999-01-01' } }),
    ).rejects.toMatchObject({ code: 'invalid_time' });
    await tickets().notice(may().leader, id, { number: 3, notice: given });
    await tickets().submit(may().clerk, id, { number: 4 });
    const done = await read(id, second);
    expect(done).toMatchObject({ state: 'done', maySign: true, mayWrite: false, gaps: [], notice: given });
    const hash = done.hash ?? 'sha256:';
    const sign = { verdict: 'sign', words: '', hash } as const;
    await expect(tickets().write(may().clerk, id, { number: 5, text: text() })).rejects.toMatchObject({
      code: 'wrong_state',
    });
    expect((await read(id, may().leader)).mayNotSignBecause).toBe('writer');
    await expect(tickets().settle(may().leader, id, sign)).rejects.toMatchObject({ code: 'forbidden' });
    const other = `sha256:${'0'.repeat(64)}` as const;
    await expect(tickets().settle(second, id, { ...sign, hash: other })).rejects.toMatchObject({
      code: 'hash_mismatch',
    });
    await tickets().settle(second, id, { verdict: 'return', words: '写明整改期限', hash });
    expect(await read(id, may().clerk)).toMatchObject({ state: 'returned', mayWrite: true });
    await written(id, may().clerk, text({ measures: '已撤回，模板去掉该列，本周内完成' }));
    await tickets().submit(may().clerk, id, { number: 7 });
    const again = await read(id, second);
    expect(again.hash).not.toBe(hash);
    await tickets().settle(second, id, { ...sign, hash: again.hash ?? hash });
    expect(await read(id)).toMatchObject({
      state: 'signed',
      clock: 'over',
      signed: { by: { id: second.memberId } },
    });
    const told = await entries(id);
    expect(told.map(({ kind }) => kind.replace('rectification.', ''))).toEqual([
      'opened',
      'written',
      'notice',
      'notice',
      'submitted',
      'returned',
      'written',
      'submitted',
      'signed',
    ]);
    // By ids and hashes alone, and apart from what leaves the office about the announcement.
    expect(JSON.stringify(told)).not.toMatch(/隐藏列|电话/);
    expect(told.every(({ announcement_id }) => announcement_id === null)).toBe(true);
    expect(told[0]?.data).toMatchObject({ announcement: announcementId, recall: recallId });
  });

  it('says in the ledger who read what was written, and links the version that replaces it', async () => {
    const { announcementId } = await recalled('privacy', true);
    const id = (await list(announcementId))[0]?.id ?? '';
    const reads = () =>
      line.hub.db
        .selectFrom('ledger_entry')
        .select('data')
        .where('kind', '=', 'personal.read')
        .where('actor', '=', `member:${second.memberId}`)
        .execute();
    const before = (await reads()).length;
    await read(id, second);
    expect(await reads()).toHaveLength(before);
    await written(id, may().clerk);
    expect((await read(id, second)).replacement).toBeUndefined();
    expect((await reads()).at(-1)?.data).toEqual({ what: 'rectification', announcement: announcementId });
    const next = await aVersion(line.hub, line.office, [line.target], { announcementId });
    expect((await read(id)).replacement).toMatchObject({ versionId: next.versionId, number: 2 });
    expect((await read(id)).exposure).toHaveLength(1);
  });
});

describe('others are opened by hand', () => {
  it('once for a recall that was agreed to; a secret asks to stop, keep and report', async () => {
    const { announcementId, recallId } = await recalled('secrecy');
    expect(await list(announcementId)).toEqual([]);
    const wish = { origin: 'recall', recallId } as const;
    const { id } = await tickets().open(may().clerk, announcementId, wish);
    await expect(tickets().open(may().leader, announcementId, wish)).rejects.toMatchObject({
      code: 'wrong_state',
      extra: { facts: { rectification: id } },
    });
    expect((await written(id, may().clerk)).gaps).toEqual(['stopped', 'preserved', 'reported']);
    const duties = { stopped: true, preserved: true, reportedOn: '2026-11-24', reportedTo: '区保密局' };
    expect((await written(id, may().clerk, text({ duties }))).gaps).toEqual([]);
    const elsewhere = newId();
    await expect(
      tickets().open(may().clerk, announcementId, { origin: 'recall', recallId: elsewhere }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await expect(written(id, may().clerk, text({ responsible: [elsewhere] }))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('for something late, with a deadline on working days that reminds when it is near and when it is over', async () => {
    const { announcementId } = await aVersion(line.hub, line.office, [line.target], { approved: false });
    await line.at('2026-11-24T02:00:00Z', async () => {
      const terms = { consultDays: 10, reappraiseMonths: 12 };
      await get(Terms).set(may().administrator, { ...terms, rectifyDays: 5 });
      const { id } = await tickets().open(may().clerk, announcementId, { origin: 'late' });
      expect(await read(id)).toMatchObject({ dueOn: '2026-12-01', clock: 'running', exposure: [] });
      await tickets().move(may().clerk, id, { number: 1, dueOn: '2026-12-03', words: '主管部门延期' });
      await expect(
        tickets().move(may().clerk, id, { number: 2, dueOn: '2026-11-23', words: '倒填' }),
      ).rejects.toMatchObject({ code: 'invalid_time' });
      const kinds = async () => {
        await get(Reminders).round();
        const page = await get(Notifications).page(may().reviewer, { unread: false, limit: 100 });
        return page.items
          .filter(({ subjectId }) => subjectId === id)
          .map(({ kind, announcement }) => [kind, announcement?.id]);
      };
      expect(await kinds()).toEqual([]);
      await line.stand('2026-12-01T02:00:00Z');
      expect(await kinds()).toEqual([['rectification.near', announcementId]]);
      await line.stand('2026-12-03T16:00:00Z');
      await kinds();
      expect((await kinds()).map(([kind]) => kind)).toEqual(['rectification.overdue', 'rectification.near']);
      expect((await list()).filter(({ clock }) => clock === 'overdue')).toMatchObject([{ id }]);
      const { rectifications } = await get(StatisticsReader).of(line.office.id, {
        from: '2026-11-24',
        to: '2026-11-24',
      });
      expect(rectifications).toMatchObject({ opened: 1, overdue: 1 });
    });
  });
});

describe('the database', () => {
  it('refuses a sign-off by a writer, steps out of order, and changes', async () => {
    const { announcementId } = await aVersion(line.hub, line.office, [line.target], { approved: false });
    const { id } = await tickets().open(may().clerk, announcementId, { origin: 'missed' });
    await written(id, may().leader);
    await tickets().submit(may().clerk, id, { number: 2 });
    const { hash = '' } = await read(id);
    const step = (more: object) => ({
      ...{ rectification_id: id, number: 4, act: 'signed' as const, member_id: second.memberId },
      ...{ due_on: null, content: null, notice: null, words: null, hash, ...more },
    });
    const add = (more: object) => line.hub.db.insertInto('rectification_step').values(step(more)).execute();
    await expect(add({ member_id: may().leader.memberId })).rejects.toThrow(/does not sign it off/);
    await expect(add({ member_id: may().clerk.memberId })).rejects.toThrow(/does not sign it off/);
    await expect(add({ hash: 'sha256:1' })).rejects.toThrow(/what was submitted/);
    await expect(add({ number: 5 })).rejects.toThrow(/does not follow/);
    await expect(add({ act: 'written', content: '{}', hash: null })).rejects.toThrow(/does not follow/);
    await expect(
      line.hub.db.updateTable('rectification_step').set({ words: '改' }).execute(),
    ).rejects.toThrow(/permission denied/);
    await expect(line.hub.db.deleteFrom('rectification').execute()).rejects.toThrow(/permission denied/);
    await tickets().settle(second, id, { verdict: 'sign', words: '', hash });
    await expect(add({ number: 5, act: 'submitted' })).rejects.toThrow(/does not follow/);
  });
});
