import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import type { Caller } from '../../src/identity/index.js';
import { Notifications, Reminders } from '../../src/notifications/index.js';
import { newId } from '../../src/platform/ids.js';
import { Reviews } from '../../src/review/index.js';
import { anOffice, aTarget, aVersion, type TestOffice } from '../factories/office.js';
import type { TestHub } from '../support/test-hub.js';
import { ReleaseDesk } from './support/release-desk.js';

jest.setTimeout(30_000);

let desk: ReleaseDesk;
let hub: TestHub;
beforeAll(async () => {
  desk = await ReleaseDesk.open();
  ({ hub } = desk);
});
afterAll(() => (desk as ReleaseDesk | undefined)?.close());

const round = () => hub.app.get(Reminders, { strict: false }).round();
const told = async (caller: Caller, unread = true) =>
  (await hub.app.get(Notifications, { strict: false }).page(caller, { limit: 50, unread })).items;

/** As if it had been submitted so long ago; a version's facts are never changed by the hub itself. */
async function submittedAgo(
  office: TestOffice,
  hours: number,
  more: { planned?: number } = {},
): Promise<Awaited<ReturnType<typeof aVersion>>> {
  const version = await aVersion(hub, office, [], { approved: false });
  const content = await hub.db
    .selectFrom('version')
    .selectAll()
    .where('id', '=', version.versionId)
    .executeTakeFirstOrThrow();
  const versionId = newId();
  await hub.db
    .insertInto('version')
    .values({
      ...{ id: versionId, office_id: office.id, announcement_id: version.announcementId, number: 2 },
      ...{ hash: content.hash, content: JSON.stringify(content.content), target_ids: [] },
      submitted_by: content.submitted_by,
      submitted_at: sql<Date>`hub_now() - make_interval(hours => ${hours})`,
      planned_at:
        more.planned === undefined ? null : sql<Date>`hub_now() + make_interval(mins => ${more.planned})`,
    })
    .execute();
  await hub.db
    .updateTable('announcement')
    .set({ current_version_id: versionId })
    .where('id', '=', version.announcementId)
    .execute();
  return { ...version, versionId };
}

it('a review that waits for a day is reminded of once: who may take it and who drafted', async () => {
  const office = await anOffice(hub);
  const { clerk, reviewer, leader, auditor } = office.callers;
  await submittedAgo(office, 23);
  const late = await submittedAgo(office, 25);
  await Promise.all([round(), round()]);
  await round();
  for (const who of [clerk, reviewer, leader])
    expect(await told(who)).toMatchObject([
      {
        kind: 'review.overdue',
        subjectId: late.versionId,
        times: 1,
        announcement: { id: late.announcementId },
      },
    ]);
  expect(await told(auditor)).toEqual([]);
});

it('one that is to be out soon is reminded of at once, one that has time is not', async () => {
  const office = await anOffice(hub);
  const soon = await submittedAgo(office, 0, { planned: 90 });
  await submittedAgo(office, 0, { planned: 200 });
  await round();
  expect(await told(office.callers.reviewer)).toMatchObject([{ subjectId: soon.versionId }]);
});

it('what was decided is not reminded of', async () => {
  const office = await anOffice(hub);
  const { reviewer, leader } = office.callers;
  const { versionId, hash } = await submittedAgo(office, 30);
  await hub.app.get(Reviews, { strict: false }).decide(reviewer, versionId, {
    ...{ verdict: 'return', opinion: '请改。', answers: {} },
    ...{ versionHash: hash, renditionHashes: {} },
  });
  await round();
  expect(await told(leader)).toEqual([]);
});

it('a task that nobody sees to is reminded of once, and read when it is over', async () => {
  const office = await anOffice(hub);
  const { clerk, reviewer } = office.callers;
  const target = { id: await aTarget(hub, office, 'sink', { url: 'http://127.0.0.1:9' }), channel: 'sink' };
  const { announcementId, versionId, renditions } = await aVersion(hub, office, [target]);
  const [release, delivery, task] = [newId(), newId(), newId()];
  await hub.db
    .insertInto('release')
    .values({
      ...{ id: release, office_id: office.id, announcement_id: announcementId, version_id: versionId },
      ...{ publish_at: new Date(), priority: 'routine', released_by: clerk.memberId },
    })
    .execute();
  await hub.db
    .insertInto('delivery')
    .values({
      ...{ id: delivery, office_id: office.id, release_id: release, announcement_id: announcementId },
      ...{ version_id: versionId, target_id: target.id, channel: 'sink', operation: 'publish' },
      ...{ rendition_hash: renditions[target.id] ?? '', state: 'held', lane: 3, item_key: delivery },
      publish_at: new Date(),
    })
    .execute();
  const text = JSON.stringify({ zh: '请转交。', en: 'Hand it over.' });
  await sql`insert into task (id, office_id, delivery_id, kind, text, opened_at)
    values (${task}, ${office.id}, ${delivery}, 'carry', ${text}, hub_now() - interval '25 hours')`.execute(
    hub.db,
  );
  await round();
  await round();
  expect(await told(clerk)).toMatchObject([
    { kind: 'task.overdue', subjectId: delivery, times: 1, targets: [{ id: target.id }] },
  ]);
  expect(await told(reviewer)).toEqual([]);
  await sql`update task set closed_at = hub_now() where id = ${task}`.execute(hub.db);
  await round();
  expect(await told(clerk)).toEqual([]);
  expect(await told(clerk, false)).toMatchObject([{ kind: 'task.overdue', read: true }]);
});
