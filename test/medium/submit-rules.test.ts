import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AnnouncementDetail } from '../../src/contract/api.js';
import { newId } from '../../src/platform/ids.js';
import { MetadataDesk } from './support/metadata-desk.js';
import type { Answer } from './support/web-hub.js';

let desk: MetadataDesk;
beforeAll(async () => {
  desk = await MetadataDesk.open();
}, 60_000);
afterAll(() => (desk as MetadataDesk | undefined)?.hub.close());

const codes = ({ json }: Answer): string[] =>
  (json['facts'] as { problems: { code: string }[] }).problems.map(({ code }) => code);
const put = ({ id, draft }: AnnouncementDetail, more: object): Promise<Answer> =>
  desk.clerk.call('PUT', `/api/v1/announcements/${id}/draft`, { body: { ...draft, ...more } });

const contentOf = async (versionId: string) =>
  (
    await desk.hub.db
      .selectFrom('version')
      .select('content')
      .where('id', '=', versionId)
      .executeTakeFirstOrThrow()
  ).content;

/** Writes a version beside another one, without an end, past the service. */
async function forged(versionId: string, change: object): Promise<void> {
  const content = JSON.stringify({ ...(await contentOf(versionId)), ...change });
  await desk.hub.db
    .insertInto('version')
    .columns([
      'id',
      'office_id',
      'announcement_id',
      'number',
      'hash',
      'content',
      'target_ids',
      'submitted_by',
    ])
    .expression((query) =>
      query
        .selectFrom('version')
        .select((e) => [
          e.val(newId()).as('id'),
          'office_id',
          'announcement_id',
          e.val(9).as('number'),
          'hash',
          e.cast<string>(e.val(content), 'jsonb').as('content'),
          ...(['target_ids', 'submitted_by'] as const),
        ])
        .where('id', '=', versionId),
    )
    .execute();
}

test('two announcements name each other: the one that is submitted first knows the other’s address', async () => {
  const interpretation = await desk.aDraft({ title: '政策解读' });
  const policy = await desk.submitted({ title: '政策', metadata: { related: [interpretation.id] } });
  const reserved = await desk.detail(interpretation.id);
  expect(reserved.permalink).toMatch(/\/n\/\d{8}-[a-z0-9]{6}$/);

  await put(reserved, { metadata: { related: [policy.id, policy.id] } });
  const answer = await desk.submit(await desk.detail(interpretation.id));
  const versionId = String(answer.json['versionId']);
  expect(await desk.versionOf(policy.versionId)).toMatchObject({
    related: [{ announcementId: interpretation.id, title: '政策解读' }],
  });
  const version = await desk.versionOf(versionId);
  expect(version).toMatchObject({
    permalink: reserved.permalink,
    related: [{ announcementId: policy.id, title: '政策' }],
  });
  expect(version.metadata).not.toHaveProperty('related');
  // What comes round again belongs with something else.
  const again = await desk.clerk.call('POST', `/api/v1/announcements/${policy.id}/copy`);
  expect((again.json['draft'] as { metadata: object }).metadata).not.toHaveProperty('related');

  // The database knows whose an address is.
  const [first] = (await contentOf(versionId)).related ?? [];
  for (const wrong of [{ slug: '20261123-aaaaaa' }, { announcementId: newId() }])
    await expect(forged(versionId, { related: [{ ...first, ...wrong }] })).rejects.toThrow(
      'by their permalinks',
    );
});

test('what another one names may still be deleted before its first submission, and is then named no more', async () => {
  const draft = await desk.aDraft({ title: '不写了' });
  const naming = { title: '通告', metadata: { related: [draft.id] } };
  await desk.submitted(naming);
  expect((await desk.clerk.call('DELETE', `/api/v1/announcements/${draft.id}`)).status).toBe(204);
  expect(codes(await desk.submit(await desk.aDraft(naming)))).toEqual(['related_missing']);
  const own = await desk.aDraft();
  await put(own, { metadata: { related: [own.id] } });
  expect(codes(await desk.submit(await desk.detail(own.id)))).toEqual(['related_missing']);
});

test('what is told in an emergency is not submitted without an end, nor written past the service', async () => {
  const draft = await desk.aDraft({ category: '应急信息' });
  expect(codes(await desk.submit(draft))).toEqual(['emergency_without_end']);
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const { versionId } = await desk.submitted({ category: '应急信息', expiresAt });
  await expect(forged(versionId, {})).rejects.toThrow('has an end');
});
