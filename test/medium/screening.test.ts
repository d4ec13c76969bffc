import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  AnnouncementDetail,
  DraftBlocks,
  Me,
  PreviewAnswer,
  SubmittedVersion,
  VersionDetail,
  type Role,
} from '../../src/contract/api.js';
import { startIntakeHub, type IntakeHub } from './support/intake-hub.js';
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

const api = '/api/v1';
const fields = {
  title: '关于资格复审的公告',
  // The number that GB 11643 itself gives as an example.
  body: '<p>证件号码：<strong>11010519491231002X</strong>，联系人手机 138-0013-8000。请截止2026年12月1日报名。</p>',
  category: '招聘信息',
  issuer: '人事科',
  attachments: [],
};

async function draft(body = fields.body): Promise<string> {
  const made = await clerk.call('POST', `${api}/announcements`, {
    body: { ...fields, body, targetIds: [target] },
  });
  return String(made.json['id']);
}
const submit = (id: string, who = clerk, revision = 1): Promise<Answer> =>
  who.call('POST', `${api}/announcements/${id}/submit`, { body: { revision } });
const blocks = async (id: string) =>
  DraftBlocks.parse((await reviewer.call('GET', `${api}/announcements/${id}/blocks`)).json).findings;
const pass = (id: string, reasons: Record<string, string>, who = reviewer): Promise<Answer> =>
  who.call('POST', `${api}/announcements/${id}/passes`, { body: { revision: 1, reasons } });
const REASON = '国标文本中的示例号码';

/** Submitted once a second person has let pass what blocks it. */
async function submitted(): Promise<VersionDetail> {
  const id = await draft();
  await pass(id, Object.fromEntries((await blocks(id)).map((finding) => [finding.id, REASON])));
  const { versionId } = SubmittedVersion.parse((await submit(id)).json);
  return VersionDetail.parse((await reviewer.call('GET', `${api}/versions/${versionId}`)).json);
}

const approve = (version: VersionDetail, answers?: Record<string, string>): Promise<Answer> =>
  reviewer.call('POST', `${api}/versions/${version.id}/decisions`, {
    body: {
      verdict: 'approve',
      opinion: '同意',
      versionHash: version.hash,
      renditionHashes: Object.fromEntries(version.renditions.map((one) => [one.targetId, one.hash])),
      ...(answers && { answers }),
    },
  });

test('a draft is told while it is written what the reviewer will be shown', async () => {
  const { json } = await clerk.call('POST', `${api}/announcements/preview`, {
    body: { ...fields, targetIds: [target] },
  });
  const { findings } = PreviewAnswer.parse(json);
  expect(findings.map(({ level, rule, instead }) => [level, rule, instead])).toEqual([
    ['block', 'id18', '11*************02X'],
    ['review', 'mobile', '138****8000'],
    ['warn', 'slip', '截至'],
  ]);
});

test('what blocks is not submitted, nothing is lost by that, and mended it goes on', async () => {
  const id = await draft();
  const refused = await submit(id);
  expect([refused.status, refused.json['code']]).toEqual([422, 'screening_blocks']);
  const [block, ...more] = await blocks(id);
  expect([block?.rule, more]).toEqual(['id18', []]);
  expect(refused.json['facts']).toEqual({ open: [block?.id] });
  expect(refused.json['errors']).toMatchObject([{ path: 'body' }]);
  // Neither the answer nor the ledger has a word of what was found.
  expect(JSON.stringify(refused.json)).not.toContain('11010519491231002X');
  const { draft: kept, stage } = AnnouncementDetail.parse(
    (await clerk.call('GET', `${api}/announcements/${id}`)).json,
  );
  expect([stage, kept.revision, kept.body]).toEqual(['drafting', 1, fields.body]);
  await clerk.call('PUT', `${api}/announcements/${id}/draft`, {
    body: { ...kept, body: kept.body.replace('11010519491231002X', block?.instead ?? '') },
  });
  expect((await submit(id, clerk, 2)).status).toBe(200);
});

test('what only the hub finds at the submission is refused as well', async () => {
  const id = await draft('<p>由甲乙丙办理。</p>');
  await reviewer.call('POST', `${api}/dictionary`, {
    body: { word: '甲乙丙', kind: 'sensitive', level: 'block', why: '' },
  });
  expect((await submit(id)).json['code']).toBe('screening_blocks');
});

test('a second person lets it pass: not who drafted it, not who submits it, and only what was seen', async () => {
  const id = await draft();
  const [finding] = (await blocks(id)).map((one) => one.id);
  const reasons = { [finding ?? '']: REASON };
  const code = ({ status, json }: Answer) => [status, json['code']];
  expect(code(await pass(id, reasons, clerk))).toEqual([403, 'forbidden']);
  expect(code(await pass(id, { [finding ?? '']: ' ' }))).toEqual([400, 'invalid_request']);
  expect(code(await pass(id, { other: REASON }))).toEqual([409, 'wrong_state']);
  expect(code(await pass(id, {}))).toEqual([409, 'wrong_state']);

  // A reviewer who also writes has it pass for others, and for nobody that submits it with the same hand.
  const { member } = Me.parse((await reviewer.call('GET', `${api}/me`)).json);
  const roles = (all: Role[]) =>
    hub.db.updateTable('member').set({ roles: all }).where('id', '=', member.id).execute();
  await roles(['reviewer', 'clerk']);
  expect((await pass(id, reasons)).status).toBe(200);
  expect(code(await submit(id, reviewer))).toEqual([422, 'screening_blocks']);
  const own = String(
    (await reviewer.call('POST', `${api}/announcements`, { body: { ...fields, targetIds: [target] } })).json[
      'id'
    ],
  );
  expect(code(await pass(own, reasons))).toEqual([403, 'drafter_may_not_decide']);
  await expect(
    hub.db
      .insertInto('finding_pass')
      .values({
        announcement_id: own,
        finding: 'x',
        office_id: hub.officeId,
        member_id: member.id,
        reason: '自',
      })
      .execute(),
  ).rejects.toThrow('who drafted it');
  await roles(['reviewer']);

  expect(
    (await clerk.call('POST', `${api}/announcements/${id}/passes/ask`, { body: { revision: 1 } })).json[
      'code'
    ],
  ).toBe('wrong_state');
  expect((await submit(id)).status).toBe(200);
});

test('a reason from before the submission counts in the review; what has to be looked at needs its tick', async () => {
  const version = await submitted();
  const [block, review, warn] = version.findings;
  expect([block?.level, review?.level, warn?.level]).toEqual(['block', 'review', 'warn']);
  const [blockId, reviewId] = [block?.id ?? '', review?.id ?? ''];
  expect(version.passes).toMatchObject([{ finding: blockId, reason: REASON }]);
  const none = await approve(version);
  expect([none.status, none.json['code'], none.json['facts']]).toEqual([
    422,
    'findings_open',
    { open: [reviewId] },
  ]);

  const answers = { [reviewId]: '' };
  const done = VersionDetail.parse((await approve(version, answers)).json);
  expect(done.state).toBe('approved');
  expect(done.decisions[0]?.answers).toEqual(answers);
  const entries = await hub.db
    .selectFrom('ledger_entry')
    .select(['kind', 'data'])
    .where('announcement_id', '=', version.announcementId)
    .where('kind', 'in', ['screening.passed', 'version.submitted', 'decision.approved'])
    .orderBy('id')
    .execute();
  expect(entries.map(({ data }) => data)).toMatchObject([
    { answers: { [blockId]: REASON } },
    { findings: { block: 1, review: 1, warn: 1 } },
    { answers },
  ]);
  // The ledger has no word of what was found.
  expect(JSON.stringify(entries)).not.toContain('11010519491231002X');
});

test('a return needs no answers, and the same words have the same findings in the next version', async () => {
  const [first, second] = [await submitted(), await submitted()];
  expect(second.findings.map(({ id }) => id)).toEqual(first.findings.map(({ id }) => id));
  const { status } = await reviewer.call('POST', `${api}/versions/${first.id}/decisions`, {
    body: {
      verdict: 'return',
      opinion: '请去掉证件号码',
      versionHash: first.hash,
      renditionHashes: Object.fromEntries(first.renditions.map((one) => [one.targetId, one.hash])),
    },
  });
  expect(status).toBe(200);
});
