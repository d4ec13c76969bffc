import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import type { RecallReason } from '../../src/contract/values.js';
import { Releases, ReleaseGroups } from '../../src/release/index.js';
import { aVersion } from '../factories/office.js';
import { until } from '../support/until.js';
import { Pipeline } from './support/pipeline.js';

jest.setTimeout(60_000);

let line: Pipeline;
beforeAll(async () => {
  line = await Pipeline.start();
});
afterAll(() => (line as Pipeline | undefined)?.stop());
afterEach(() => {
  line.sink.mode = 'ok';
});

/** The next approved version of an announcement, on the same targets. */
const next = (announcementId: string, body = '<p>更正后的内容。</p>') =>
  aVersion(line.hub, line.office, [line.target], { announcementId, body });

async function correct(versionId: string) {
  const { deliveryIds } = await line.hub.app
    .get(Releases, { strict: false })
    .create(line.office.callers.clerk, versionId, {
      targetIds: [line.target.id],
      priority: 'routine',
      correction: true,
    });
  return deliveryIds[0] ?? '';
}

async function deliveriesOf(announcementId: string) {
  return line.hub.db
    .selectFrom('delivery')
    .select(['id', 'operation', 'state', 'gone_reason', 'item_key'])
    .where('announcement_id', '=', announcementId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

describe('a correction where the channel can update', () => {
  it('replaces the item in place: one item outside, the old delivery gone as superseded, the day of publication kept', async () => {
    const { id, announcementId } = await line.release();
    const first = await line.reaches(id, 'live');
    const version = await next(announcementId);
    const updateId = await correct(version.versionId);
    const live = await line.reaches(updateId, 'live');
    expect(live.operation).toBe('update');
    expect(live.publishAt).toBe(first.publishAt);
    expect((await line.story(id)).state).toBe('gone');
    expect((await line.story(id)).goneReason).toBe('superseded');
    expect(line.sink.items.get(id)?.body).toContain('更正后的内容');
    expect(line.sink.items.has(updateId)).toBe(false);

    const again = await correct((await next(announcementId, '<p>再次更正。</p>')).versionId);
    await line.reaches(again, 'live');
    expect(line.sink.items.get(id)?.body).toContain('再次更正');
    await line.recall(announcementId);
    await line.reaches(again, 'gone');
    expect(line.sink.items.get(id)?.gone).toBe(true);
  });

  it('takes the place of one that has not gone out yet', async () => {
    const { id, announcementId } = await line.release({ publishAt: new Date(Date.now() + 3_600_000) });
    const replacing = await correct((await next(announcementId)).versionId);
    expect((await line.story(id)).state).toBe('superseded');
    expect((await line.reaches(replacing, 'live')).operation).toBe('publish');
    expect(line.sink.items.has(id)).toBe(false);
  });

  it('keeps what is out when the other side refuses the new version', async () => {
    const { id, announcementId } = await line.release();
    await line.reaches(id, 'live');
    line.sink.mode = 'refuse';
    const failed = await correct((await next(announcementId)).versionId);
    await line.reaches(failed, 'failed');
    expect((await line.story(id)).state).toBe('live');
  });
});

describe('a correction where it cannot', () => {
  it('takes the old version back first and publishes the new one only when that is verified gone', async () => {
    const target = await line.anotherTarget('sink-fixed');
    const { id, announcementId } = await line.release({}, [target]);
    await line.reaches(id, 'live');
    const version = await aVersion(line.hub, line.office, [target], { announcementId });
    const { deliveryIds } = await line.hub.app
      .get(Releases, { strict: false })
      .create(line.office.callers.clerk, version.versionId, {
        targetIds: [target.id],
        priority: 'routine',
        correction: true,
      });
    const [publishId = ''] = deliveryIds;
    await line.reaches(publishId, 'live');
    expect(line.sink.items.get(id)?.gone).toBe(true);
    const kinds = (await line.kinds(announcementId)).filter((kind) => kind.startsWith('delivery.'));
    expect(kinds.lastIndexOf('delivery.done')).toBeLessThan(kinds.lastIndexOf('delivery.queued'));
    expect((await deliveriesOf(announcementId)).map((row) => [row.operation, row.state])).toEqual([
      ['publish', 'gone'],
      ['recall', 'done'],
      ['publish', 'live'],
    ]);
  });
});

describe('a request to take back', () => {
  const wish = { reason: 'error' as RecallReason, note: '数字有误', emergency: false };

  it('does nothing until a second person agrees, who may not be the one who asks', async () => {
    const { id, announcementId } = await line.release();
    await line.reaches(id, 'live');
    const { clerk, leader, reviewer } = line.office.callers;
    const { request, recalls } = await line.requests.ask(clerk, announcementId, wish);
    expect([recalls, request.decision]).toEqual([[], undefined]);
    expect((await line.story(id)).state).toBe('live');
    await expect(line.requests.ask(leader, announcementId, wish)).rejects.toMatchObject({
      code: 'wrong_state',
    });
    await expect(
      line.requests.decide(clerk, request.id, { verdict: 'approve', opinion: '' }),
    ).rejects.toMatchObject({ code: 'requester_may_not_decide' });
    await line.requests.decide(reviewer, request.id, { verdict: 'approve', opinion: '同意' });
    await line.reaches(id, 'gone');
    const progress = await until(
      () => line.progress(request.id),
      ({ finishedAt }) => finishedAt !== undefined,
    );
    expect(progress.counts).toEqual({ gone: 1, withPerson: 0, open: 0 });
    expect(progress.targets[0]?.endedAt).toBeDefined();
    await expect(
      line.requests.decide(leader, request.id, { verdict: 'approve', opinion: '' }),
    ).rejects.toMatchObject({ code: 'already_decided' });
    expect(await line.kinds(announcementId)).toEqual(
      expect.arrayContaining(['recall.requested', 'recall.approved', 'recall.ordered']),
    );
  });

  it('is over when it is refused, and the database itself refuses a decision by who asked', async () => {
    const { id, announcementId } = await line.release();
    await line.reaches(id, 'live');
    const { clerk, leader } = line.office.callers;
    const { request } = await line.requests.ask(clerk, announcementId, wish);
    await expect(
      line.hub.db
        .updateTable('recall_request')
        .set({ decided_by: clerk.memberId, decided_at: new Date(), verdict: 'approve' })
        .where('id', '=', request.id)
        .execute(),
    ).rejects.toThrow(/check constraint/);
    await line.requests.decide(leader, request.id, { verdict: 'refuse', opinion: '没有错误' });
    expect((await line.story(id)).state).toBe('live');
    await expect(
      line.requests.ask(clerk, announcementId, { ...wish, emergency: true }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});

it('the newest of an item is what was written last, also when the clock was set back in between', async () => {
  const { id, announcementId } = await line.release();
  const { publishAt } = await line.reaches(id, 'live');
  const { versionId } = await next(announcementId, '<p>时钟拨回之后的更正。</p>');
  const updateId = await line.clockBehind(60, () => correct(versionId));
  await line.reaches(updateId, 'live');
  const { rows } = await line.hub.pool.query<{ back: boolean }>(
    'select u.created_at < p.created_at as back from delivery u, delivery p where u.id = $1 and p.id = $2',
    [updateId, id],
  );
  expect(rows).toEqual([{ back: true }]);
  const first = await line.story(id);
  expect([first.state, first.goneReason, first.publishAt]).toEqual(['gone', 'superseded', publishAt]);
});

describe('a release group', () => {
  const groups = () => line.hub.app.get(ReleaseGroups, { strict: false });
  const member = async () => aVersion(line.hub, line.office, [line.target]);

  it('goes as a whole at its time, and is held as a whole while one of it has lost its approval', async () => {
    const [policy, interpretation] = [await member(), await member()];
    const made = await groups().create(line.office.callers.clerk, {
      name: '政策与解读',
      priority: 'routine',
      publishAt: new Date(Date.now() + 1_500).toISOString(),
      members: [policy, interpretation].map(({ versionId }) => ({ versionId, targetIds: [line.target.id] })),
    });
    await next(interpretation.announcementId);
    const told = await until(
      () => groups().one(line.office.id, made.id),
      ({ publishAt }) => Date.now() > new Date(publishAt).getTime() + 2_500,
    );
    expect(told.letGoAt).toBeUndefined();
    expect(told.members.filter(({ holdsBecause }) => holdsBecause === 'approval')).toHaveLength(1);
    const states = async () =>
      [
        ...(await deliveriesOf(policy.announcementId)),
        ...(await deliveriesOf(interpretation.announcementId)),
      ].map(({ state }) => state);
    expect(await states()).toEqual(['held', 'held']);

    await line.hub.db
      .updateTable('announcement')
      .set({ current_version_id: interpretation.versionId })
      .where('id', '=', interpretation.announcementId)
      .execute();
    await until(states, (all) => all.every((state) => state === 'live'));
  });

  it('hands over ahead what goes under embargo, while it is whole, and takes it back when it does not go at its time', async () => {
    const [policy, interpretation] = [await member(), await member()];
    const made = await groups().create(line.office.callers.clerk, {
      name: '联合发布',
      priority: 'routine',
      publishAt: new Date(Date.now() + 3_600_000).toISOString(),
      members: [policy, interpretation].map(({ versionId }) => ({ versionId, targetIds: [line.target.id] })),
    });
    const standing = async ({ announcementId }: { announcementId: string }) =>
      (await deliveriesOf(announcementId)).map(({ operation, state }) => `${operation} ${state}`);
    await line.hub.db
      .updateTable('delivery')
      .set({ due_at: sql<Date>`hub_now()` })
      .where('announcement_id', '=', policy.announcementId)
      .execute();
    await until(
      () => standing(policy),
      (all) => all.join() === 'publish live',
    );
    expect(await standing(interpretation)).toEqual(['publish held']);
    const whole = await groups().one(line.office.id, made.id);
    expect([whole.letGoAt, ...whole.members.map(({ holdsBecause }) => holdsBecause)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);

    await next(interpretation.announcementId);
    await line.hub.db
      .updateTable('release_group')
      .set({ publish_at: sql<Date>`hub_now()` })
      .where('id', '=', made.id)
      .execute();
    await until(
      () => standing(policy),
      (all) => all.join() === 'publish gone,recall done',
    );
    expect(await standing(interpretation)).toEqual(['publish held']);
    const held = await groups().one(line.office.id, made.id);
    expect(held.letGoAt).toBeUndefined();
    expect(held.members.map(({ holdsBecause }) => holdsBecause).sort()).toEqual(['approval', 'withdrawn']);
  });

  it('is dissolved by a person before it goes: nothing of it goes out, and what is approved can be released alone', async () => {
    const [policy, interpretation] = [await member(), await member()];
    const { clerk, leader } = line.office.callers;
    const made = await groups().create(clerk, {
      name: '政策与解读',
      priority: 'routine',
      publishAt: new Date(Date.now() + 3_600_000).toISOString(),
      members: [policy, interpretation].map(({ versionId }) => ({ versionId, targetIds: [line.target.id] })),
    });
    expect((await groups().open(line.office.id)).map(({ id }) => id)).toContain(made.id);
    await next(interpretation.announcementId);
    const gone = await groups().dissolve(clerk, made.id);
    expect(gone.dissolvedAt).toBeDefined();
    expect((await groups().open(line.office.id)).map(({ id }) => id)).not.toContain(made.id);
    for (const { announcementId } of [policy, interpretation])
      expect((await deliveriesOf(announcementId)).map(({ state }) => state)).toEqual(['cancelled']);
    await expect(groups().dissolve(leader, made.id)).rejects.toMatchObject({ code: 'wrong_state' });

    const stageOf = async (id: string): Promise<string | undefined> =>
      (await line.hub.db.selectFrom('announcement').select('stage').where('id', '=', id).executeTakeFirst())
        ?.stage;
    expect(await stageOf(policy.announcementId)).toBe('approved');
    const { deliveryIds } = await line.hub.app
      .get(Releases, { strict: false })
      .create(clerk, policy.versionId, { targetIds: [line.target.id], priority: 'routine' });
    await line.reaches(deliveryIds[0] ?? '', 'live');
  });
});
