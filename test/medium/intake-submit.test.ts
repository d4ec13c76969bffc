import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AnnouncementDetail,
  SubmittedVersion,
  VersionDetail,
  type DraftFields,
} from '../../src/contract/api.js';
import { versionHash } from '../../src/intake/index.js';
import { canonicalJson, sha256 } from '../../src/platform/hash.js';
import { newId } from '../../src/platform/ids.js';
import { png } from '../support/zip.js';
import { sendFile, startIntakeHub, type IntakeHub } from './support/intake-hub.js';
import type { Answer, Visitor } from './support/web-hub.js';

let hub: IntakeHub;
let clerk: Visitor;
let reviewer: Visitor;
let target: string;
beforeAll(async () => {
  hub = await startIntakeHub();
  [clerk, reviewer] = [await hub.signedIn('clerk'), await hub.signedIn('reviewer')];
  target = await hub.target();
}, 60_000);
afterAll(() => hub.close());

const api = '/api/v1/announcements';
const code = ({ status, json }: Answer): [number, unknown] => [status, json['code']];

async function aDraft(wish: Partial<DraftFields> = {}): Promise<AnnouncementDetail> {
  const body = {
    title: '关于测试的通告',
    body: '<p>正文</p>',
    category: '通知公告',
    targetIds: [target],
    ...wish,
  };
  return AnnouncementDetail.parse((await clerk.call('POST', api, { body })).json);
}
const submit = (id: string, revision = 1): Promise<Answer> =>
  clerk.call('POST', `${api}/${id}/submit`, { body: { revision } });
const withdraw = (id: string): Promise<Answer> => clerk.call('POST', `${api}/${id}/withdraw`);
const save = (id: string, { draft }: AnnouncementDetail, more: Partial<DraftFields> = {}): Promise<Answer> =>
  clerk.call('PUT', `${api}/${id}/draft`, { body: { ...draft, ...more } });
const detail = async (id: string): Promise<AnnouncementDetail> =>
  AnnouncementDetail.parse((await clerk.call('GET', `${api}/${id}`)).json);
const versionsOf = (id: string) =>
  hub.db.selectFrom('version').selectAll().where('announcement_id', '=', id).orderBy('number').execute();

describe('a submission', () => {
  test('freezes content, renditions and permalink, each under its hash', async () => {
    const file = await sendFile(clerk, '/api/v1/blobs', '图.png', new Uint8Array(png(30, 20)));
    const hash = String(file.json['hash']);
    const expiresAt = '2100-01-01T00:00:00.000Z';
    const draft = await aDraft({
      body: `<p>正文</p><img src="asset:${hash}">`,
      docNo: '望城管通〔2026〕9号',
      expiresAt,
    });
    const answer = await submit(draft.id);
    expect(answer.status).toBe(200);
    const submitted = SubmittedVersion.parse(answer.json);
    expect(submitted.number).toBe(1);
    const [version] = await versionsOf(draft.id);
    expect(version?.content).toMatchObject({
      pictures: [{ hash, name: 'picture-1.png', width: 30, height: 20 }],
    });
    const after = await detail(draft.id);
    expect(after).toMatchObject({
      stage: 'review',
      locked: true,
      versionId: submitted.versionId,
      versionNumber: 1,
    });
    const slug = after.permalink?.split('/n/')[1] ?? '';
    expect(slug).toMatch(/^\d{8}-[a-z2-9]{6}$/);
    if (!version) throw new Error('no version');
    const { content, target_ids: targetIds } = version;
    const frozen = { content, targetIds, plannedAt: undefined, expiresAt, slug, number: 1 };
    expect([version.hash, versionHash(frozen)]).toEqual([submitted.hash, submitted.hash]);
    const shown = VersionDetail.parse(
      (await reviewer.call('GET', `/api/v1/versions/${submitted.versionId}`)).json,
    );
    const document = { title: draft.title, body: draft.draft.body, permalink: after.permalink, number: 1 };
    const rendition = sha256(canonicalJson({ document, assets: content.pictures }));
    expect(shown.renditions).toMatchObject([{ targetId: target, hash: rendition }]);
    expect(shown.renditions[0]?.preview.html).toContain(`/api/v1/blobs/${hash}`);
    const entry = await hub.db
      .selectFrom('ledger_entry')
      .select(['actor', 'data'])
      .where('subject_id', '=', submitted.versionId)
      .executeTakeFirstOrThrow();
    expect(entry.data).toEqual({
      version: submitted.versionId,
      number: 1,
      hash: submitted.hash,
      renditions: { [target]: rendition },
      findings: { block: 0, review: 0, warn: 0 },
    });
  });

  test('freezes what was said for a channel alone under the hash, and refuses what the channel cannot read', async () => {
    const draft = await aDraft({ extras: { short: { motto: '长'.repeat(21) }, elsewhere: { a: 1 } } });
    const refused = await submit(draft.id);
    expect(code(refused)).toEqual([422, 'not_submittable']);
    expect(refused.json['facts']).toMatchObject({
      problems: [{ code: 'extras_invalid', field: 'extras.short.motto', targetId: target }],
    });
    const extras = { short: { motto: '为民' } };
    const saved = await save(draft.id, draft, { extras });
    expect(saved.json['draft']).toMatchObject({ extras });
    const { versionId, hash } = SubmittedVersion.parse((await submit(draft.id, 2)).json);
    const shown = VersionDetail.parse((await reviewer.call('GET', `/api/v1/versions/${versionId}`)).json);
    expect(shown.extras).toEqual(extras);
    const [version] = await versionsOf(draft.id);
    if (!version) throw new Error('no version');
    const { permalink = '' } = await detail(draft.id);
    const frozen = { targetIds: [target], plannedAt: undefined, expiresAt: undefined, number: 1 };
    const slug = permalink.split('/n/')[1] ?? '';
    expect(versionHash({ ...frozen, slug, content: version.content })).toBe(hash);
    expect(versionHash({ ...frozen, slug, content: { ...version.content, extras: undefined } })).not.toBe(
      hash,
    );
    const document = { title: draft.title, body: draft.draft.body, permalink, number: 1, motto: '为民' };
    expect(shown.renditions).toMatchObject([{ hash: sha256(canonicalJson({ document, assets: [] })) }]);
  });

  test('with problems is refused, names them all, and writes nothing', async () => {
    const draft = await aDraft({ title: '长'.repeat(31), category: '', plannedAt: '2020-01-01T00:00:00Z' });
    const answer = await submit(draft.id);
    expect(code(answer)).toEqual([422, 'not_submittable']);
    expect(answer.json['errors']).toMatchObject([
      { path: 'category' },
      { path: 'plannedAt' },
      { path: 'title' },
    ]);
    expect(answer.json['facts']).toMatchObject({
      problems: [
        { code: 'category_empty' },
        { code: 'planned_in_past' },
        { code: 'title_too_long', targetId: target },
      ],
    });
    expect(await versionsOf(draft.id)).toEqual([]);
    expect(await detail(draft.id)).toEqual(draft);
  });

  test('locks the draft until it is taken back; the permalink and the numbers go on', async () => {
    const draft = await aDraft();
    await submit(draft.id);
    expect(code(await save(draft.id, draft))).toEqual([409, 'wrong_state']);
    expect(code(await submit(draft.id))).toEqual([409, 'wrong_state']);
    expect(code(await clerk.call('DELETE', `${api}/${draft.id}`))).toEqual([409, 'wrong_state']);
    const { permalink } = await detail(draft.id);
    expect((await withdraw(draft.id)).json).toMatchObject({ stage: 'drafting', locked: false, permalink });
    expect((await save(draft.id, draft, { title: '改后的通告' })).status).toBe(200);
    expect(code(await submit(draft.id))).toEqual([409, 'stale_revision']);
    const again = await submit(draft.id, 2);
    expect(again.json['number']).toBe(2);
    expect(await detail(draft.id)).toMatchObject({
      permalink,
      title: '改后的通告',
      versions: [{ number: 2 }, { number: 1 }],
    });
    expect(code(await clerk.call('DELETE', `${api}/${draft.id}`))).toEqual([409, 'wrong_state']);
  });

  test('that came back with an opinion can be changed and submitted again', async () => {
    const draft = await aDraft();
    const { versionId, hash } = SubmittedVersion.parse((await submit(draft.id)).json);
    const { renditions } = VersionDetail.parse(
      (await reviewer.call('GET', `/api/v1/versions/${versionId}`)).json,
    );
    const decision = {
      verdict: 'return',
      opinion: '请补充时间',
      versionHash: hash,
      renditionHashes: Object.fromEntries(renditions.map((one) => [one.targetId, one.hash])),
    };
    const decided = await reviewer.call('POST', `/api/v1/versions/${versionId}/decisions`, {
      body: decision,
    });
    expect(decided.status).toBe(200);
    expect(await detail(draft.id)).toMatchObject({
      stage: 'returned',
      locked: false,
      returned: { opinion: '请补充时间' },
    });
    expect(code(await withdraw(draft.id))).toEqual([409, 'wrong_state']);
    expect((await submit(draft.id)).json['number']).toBe(2);
    expect((await detail(draft.id)).returned).toBeUndefined();
  });

  test('is taken back only before the first decision', async () => {
    const draft = await aDraft();
    const { versionId, hash } = SubmittedVersion.parse((await submit(draft.id)).json);
    const { member_id: memberId } = await hub.db
      .selectFrom('member')
      .select('id as member_id')
      .where('username', '=', 'reviewer')
      .executeTakeFirstOrThrow();
    const version = await hub.db
      .selectFrom('version')
      .selectAll()
      .where('id', '=', versionId)
      .executeTakeFirstOrThrow();
    await hub.db
      .insertInto('decision')
      .values({
        id: newId(),
        office_id: hub.officeId,
        version_id: versionId,
        drafter_id: version.submitted_by,
        step: 'first_of_two',
        verdict: 'approve',
        opinion: '',
        member_id: memberId,
        version_hash: hash,
        rendition_hashes: '{}',
      })
      .execute();
    expect(code(await withdraw(draft.id))).toEqual([409, 'wrong_state']);
  });

  test('and saving wait while it is out', async () => {
    const draft = await aDraft();
    const { versionId, hash } = SubmittedVersion.parse((await submit(draft.id)).json);
    const release = newId();
    await hub.db.insertInto('approval').values({ version_id: versionId, version_hash: hash }).execute();
    const { submitted_by: by } = await hub.db
      .selectFrom('version')
      .select('submitted_by')
      .where('id', '=', versionId)
      .executeTakeFirstOrThrow();
    const at = new Date();
    await hub.db
      .insertInto('release')
      .values({
        id: release,
        office_id: hub.officeId,
        announcement_id: draft.id,
        version_id: versionId,
        publish_at: at,
        priority: 'routine',
        released_by: by,
      })
      .execute();
    const { hash: rendition } = await hub.db
      .selectFrom('rendition')
      .select('hash')
      .where('version_id', '=', versionId)
      .executeTakeFirstOrThrow();
    const delivery = newId();
    await hub.db
      .insertInto('delivery')
      .values({
        id: delivery,
        office_id: hub.officeId,
        release_id: release,
        announcement_id: draft.id,
        version_id: versionId,
        target_id: target,
        channel: 'short',
        rendition_hash: rendition,
        operation: 'publish',
        state: 'scheduled',
        lane: 3,
        item_key: delivery,
        publish_at: at,
        url: null,
        gone_reason: null,
        last_error: null,
        requested_by: by,
        note: null,
      })
      .execute();
    await hub.db.updateTable('announcement').set({ stage: 'released' }).where('id', '=', draft.id).execute();
    const out = await detail(draft.id);
    expect(out).toMatchObject({
      stage: 'released',
      locked: true,
      deliveries: [{ id: delivery, targetId: target, state: 'scheduled' }],
    });
    expect(code(await save(draft.id, draft))).toEqual([409, 'wrong_state']);
    expect(code(await submit(draft.id))).toEqual([409, 'wrong_state']);
    await hub.db.updateTable('delivery').set({ state: 'cancelled' }).where('id', '=', delivery).execute();
    expect((await detail(draft.id)).locked).toBe(false);
    expect((await save(draft.id, draft)).status).toBe(200);
  });
});
