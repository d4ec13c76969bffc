import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PreviewAnswer, SubmittedVersion, VersionDetail } from '../../src/contract/api.js';
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

async function submitted(): Promise<VersionDetail> {
  const made = await clerk.call('POST', `${api}/announcements`, { body: { ...fields, targetIds: [target] } });
  const { json } = await clerk.call('POST', `${api}/announcements/${String(made.json['id'])}/submit`, {
    body: { revision: 1 },
  });
  const { versionId } = SubmittedVersion.parse(json);
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

test('what would block needs a reason and what has to be looked at a tick; both stand with the decision', async () => {
  const version = await submitted();
  const [block, review, warn] = version.findings;
  expect([block?.level, review?.level, warn?.level]).toEqual(['block', 'review', 'warn']);
  const [blockId, reviewId] = [block?.id ?? '', review?.id ?? ''];
  const none = await approve(version);
  expect([none.status, none.json['code'], none.json['facts']]).toEqual([
    422,
    'findings_open',
    { open: [blockId, reviewId] },
  ]);
  const noReason = await approve(version, { [blockId]: '', [reviewId]: '' });
  expect(noReason.json['facts']).toEqual({ open: [blockId] });

  const answers = { [blockId]: '国标文本中的示例号码', [reviewId]: '' };
  const done = VersionDetail.parse((await approve(version, answers)).json);
  expect(done.state).toBe('approved');
  expect(done.decisions[0]?.answers).toEqual(answers);
  const entries = await hub.db
    .selectFrom('ledger_entry')
    .select(['kind', 'data'])
    .where('announcement_id', '=', version.announcementId)
    .where('kind', 'in', ['version.submitted', 'decision.approved'])
    .orderBy('id')
    .execute();
  expect(entries.map(({ data }) => data)).toMatchObject([
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
