import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CreateDelegation, DelegationList, RecordPaper } from '../../src/contract/api.js';
import { dayText } from '../../src/contract/kit/office-time.js';
import type { Caller } from '../../src/identity/index.js';
import { newId } from '../../src/platform/ids.js';
import { RecordReader } from '../../src/record/record.reader.js';
import { Consultations, Procedures, ReviewReader, Reviews } from '../../src/review/index.js';
import { Delegations } from '../../src/review/delegations/delegations.service.js';
import { PaperReader } from '../../src/review/paper/paper.reader.js';
import { PaperRecords } from '../../src/review/paper/paper-records.service.js';
import { Slips } from '../../src/review/paper/slips.service.js';
import { aVersion } from '../factories/office.js';
import { png, docxEntries, zip } from '../support/zip.js';
import type { TestHub } from '../support/test-hub.js';
import { ReleaseDesk } from './support/release-desk.js';

jest.setTimeout(30_000);

let desk: ReleaseDesk;
let hub: TestHub;
/** A second clerk, and a second reviewer. */
let colleague: Caller;
let deputy: Caller;
beforeAll(async () => {
  desk = await ReleaseDesk.open();
  ({ hub } = desk);
  colleague = await another('clerk');
  deputy = await another('reviewer');
});
afterAll(() => (desk as ReleaseDesk | undefined)?.close());

const get = <T>(type: abstract new (...args: never[]) => T): T =>
  hub.app.get(type as never, { strict: false });
const consoleUrl = 'https://console.example';
const today = dayText(new Date());
const may = () => desk.office.callers;

async function another(role: 'clerk' | 'reviewer'): Promise<Caller> {
  const id = newId();
  const username = `${role}-${id.slice(-8)}`;
  await hub.db
    .insertInto('member')
    .values({ id, office_id: desk.office.id, user_id: id, username, name: '另一人', roles: [role] })
    .execute();
  return { ...may()[role], memberId: id, username };
}

type Version = Awaited<ReturnType<typeof aVersion>>;
const waiting = (announcementId?: string) =>
  aVersion(hub, desk.office, desk.targets, {
    approved: false,
    ...(announcementId !== undefined && { announcementId }),
  });
const upload = (code: string) => get(Slips).scan(may().clerk, code, { name: '审签.png', content: png(9, 9) });

/** A slip of a version, with its scan uploaded and nothing said of it yet. */
async function scanned(version: Version) {
  const { code } = await get(Slips).print(may().clerk, version.versionId, consoleUrl);
  return { code, scan: await upload(code) };
}
const record = (
  { code, scan }: Awaited<ReturnType<typeof scanned>>,
  wish: Partial<RecordPaper> = {},
  by = may().clerk,
) =>
  get(PaperRecords).record(by, code, {
    ...{ scan, verdict: 'approve', opinion: '', signerId: may().leader.memberId },
    ...{ signedOn: today, answers: {} },
    ...wish,
  });
const check = (by: Caller, id: string, { hash }: Version) =>
  get(PaperRecords).check(by, id, { outcome: 'confirmed', note: '', versionHash: hash });
const detail = ({ versionId }: Version) => get(ReviewReader).detail(may().auditor, versionId);

describe('a step that is signed by hand', () => {
  it('counts for its signer once a second member has confirmed the scan, and says so everywhere', async () => {
    const version = await waiting();
    const slip = await scanned(version);
    expect((await get(Slips).print(colleague, version.versionId, consoleUrl)).code).toBe(slip.code);
    const noted = await record(slip);
    expect(noted).toMatchObject({
      signer: { name: '测试leader' },
      mayCheck: false,
      mayNotBecause: 'recorder',
    });
    expect((await detail(version)).state).toBe('review');
    const [row] = (await get(ReviewReader).waiting(colleague, { limit: 5 })).items;
    expect(row?.paper).toEqual({ recordId: noted.id, mayCheck: true });
    expect(await check(colleague, noted.id, version)).toMatchObject({ outcome: 'confirmed' });
    const paper = {
      ...{ recordId: noted.id, signedOn: today },
      ...{ recordedBy: { name: '测试clerk' }, confirmedBy: { name: '另一人' } },
    };
    const decision = { by: { name: '测试leader' }, paper };
    expect(await detail(version)).toMatchObject({ state: 'approved', decisions: [decision] });
    const told = await get(RecordReader).read(desk.office.id, version.announcementId);
    expect(told.versions[0]?.decisions).toMatchObject([decision]);
    expect(told.entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['slip.printed', 'paper.recorded', 'paper.confirmed', 'decision.approved']),
    );
  });

  it('is not confirmed by who recorded it or who drafted it, in the database neither', async () => {
    const version = await waiting();
    const { id } = await record(await scanned(version), {}, colleague);
    await expect(check(colleague, id, version)).rejects.toMatchObject({ code: 'recorder_may_not_confirm' });
    await expect(check(may().clerk, id, version)).rejects.toMatchObject({ code: 'drafter_may_not_decide' });
    // Nor by who signed it, who does not record their own sheet either: there are three of them.
    await expect(check(may().leader, id, version)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(record(await scanned(await waiting()), {}, may().leader)).rejects.toMatchObject({
      code: 'forbidden',
    });
    const done = (memberId: string) =>
      hub.db
        .updateTable('paper_record')
        .set({ outcome: 'confirmed', note: '', checked_by: memberId, checked_at: new Date() })
        .where('id', '=', id)
        .execute();
    await expect(done(colleague.memberId)).rejects.toThrow('recorder_may_not_confirm');
    await expect(done(may().clerk.memberId)).rejects.toThrow(/drafter|began/);
    await expect(done(may().leader.memberId)).rejects.toThrow('paper_signer_apart');
    // Confirmed and no decision: the transaction does not end.
    await expect(done(deputy.memberId)).rejects.toThrow('a confirmed paper record is a decision');
    await expect(
      hub.db.updateTable('paper_record').set({ signer_id: deputy.memberId }).where('id', '=', id).execute(),
    ).rejects.toThrow('permission denied');
  });

  it('is refused for another version, twice, for a wrong signer, ahead of its day, and for a wrong file', async () => {
    const old = await waiting();
    const slip = await scanned(old);
    await expect(record(slip, { signerId: may().auditor.memberId })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(record(slip, { signerId: may().clerk.memberId })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(record(slip, { signedOn: '2099-01-01' })).rejects.toMatchObject({ code: 'invalid_time' });
    const docx = { name: 'a.docx', content: zip(docxEntries('')) };
    await expect(get(Slips).scan(may().clerk, slip.code, docx)).rejects.toMatchObject({
      code: 'unsupported_file',
    });
    const first = await record(slip);
    await expect(record(slip)).rejects.toMatchObject({ code: 'slip_used' });
    await get(PaperRecords).check(colleague, first.id, {
      ...{ outcome: 'rejected', note: '签名不清', versionHash: old.hash },
    });
    const again = await record(slip);
    await hub.db
      .updateTable('announcement')
      .set({ stage: 'drafting', current_version_id: null })
      .where('id', '=', old.announcementId)
      .execute();
    const fresh = await waiting(old.announcementId);
    await expect(check(colleague, again.id, old)).rejects.toMatchObject({ code: 'slip_outdated' });
    await expect(upload(slip.code)).rejects.toMatchObject({ code: 'slip_outdated' });
    await expect(get(Slips).print(may().clerk, old.versionId, consoleUrl)).rejects.toMatchObject({
      code: 'slip_outdated',
    });
    // One that was decided on screen meanwhile is over as well.
    const late = await record(await scanned(fresh));
    await get(Reviews).decide(may().reviewer, fresh.versionId, {
      ...{ verdict: 'approve', opinion: '', answers: {} },
      ...{ versionHash: fresh.hash, renditionHashes: fresh.renditions },
    });
    await expect(check(colleague, late.id, fresh)).rejects.toMatchObject({ code: 'already_decided' });
    expect(await get(PaperReader).ofVersion(colleague, fresh.versionId)).toMatchObject({
      slip: { state: 'outdated' },
      records: [{ mayNotBecause: 'outdated' }],
      signers: [],
    });
  });

  it('waits for a body that was asked, as it would on screen, and is over once the version is withheld', async () => {
    const version = await waiting();
    await get(Consultations).ask(may().reviewer, version.announcementId, {
      ...{ kind: 'consultation', organ: '区自然资源局', contact: '', question: '是否准确？' },
    });
    const { id } = await record(await scanned(version));
    await expect(check(colleague, id, version)).rejects.toMatchObject({ code: 'consultations_open' });
    expect(await get(PaperReader).record(colleague, id)).toMatchObject({ mayCheck: true });
    const withheld = await get(Reviews).decide(may().reviewer, version.versionId, {
      ...{ verdict: 'withhold', opinion: '涉及个人隐私', answers: {}, withhold: { ground: 'privacy' } },
      ...{ versionHash: version.hash, renditionHashes: version.renditions },
    });
    expect(withheld).toMatchObject({ state: 'withheld', decisions: [{ verdict: 'withhold' }] });
    await expect(check(colleague, id, version)).rejects.toMatchObject({ code: 'already_decided' });
  });
});

describe('a member who acts for another', () => {
  const delegations = () => get(Delegations);
  const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();
  const give = (from: Caller, to: Caller, wish: Partial<CreateDelegation> = {}, by = from) =>
    delegations().create(by, {
      ...{ fromId: from.memberId, toId: to.memberId, startsAt: days(-1), endsAt: days(1), reason: '出差' },
      ...wish,
    });
  const decide = (by: Caller, version: Version) =>
    get(Reviews).decide(by, version.versionId, {
      ...{ verdict: 'approve', opinion: '', answers: {} },
      ...{ versionHash: version.hash, renditionHashes: version.renditions },
    });
  const asks = (distinct: boolean) =>
    get(Procedures).set(may().administrator, '代办', {
      steps: (['reviewer', 'leader'] as const).map((role) => ({
        ...{ key: role, label: { zh: role, en: role }, roles: [role], department: 'any' },
      })),
      distinct,
    });
  const next = () => aVersion(hub, desk.office, desk.targets, { approved: false, category: '代办' });
  const last = (list: DelegationList) => list.items[0]?.id ?? '';

  it('takes their step while it holds and not after, and says for whom', async () => {
    await asks(true);
    const version = await next();
    await decide(may().reviewer, version);
    await expect(decide(deputy, version)).rejects.toMatchObject({ code: 'forbidden' });
    const other = await give(may().leader, deputy, { categories: ['公示'] });
    await expect(decide(deputy, version)).rejects.toMatchObject({ code: 'forbidden' });
    await delegations().revoke(deputy, last(other));
    await give(may().leader, deputy, { startsAt: days(2), endsAt: days(3) });
    await expect(decide(deputy, version)).rejects.toMatchObject({ code: 'forbidden' });
    const list = await give(may().leader, deputy);
    const now = list.items.find(({ state }) => state === 'now')?.id ?? '';
    const seen = await get(ReviewReader).detail(deputy, version.versionId);
    expect(seen).toMatchObject({
      ...{ mayDecide: true, actsFor: { name: '测试leader' } },
      standIns: [{ from: { name: '测试leader' }, to: { id: deputy.memberId } }],
    });
    const decided = await decide(deputy, version);
    const behalf = { id: may().leader.memberId, name: '测试leader' };
    expect(decided.decisions[1]).toMatchObject({ by: { id: deputy.memberId }, behalf });
    const told = await get(RecordReader).read(desk.office.id, version.announcementId);
    expect(told.versions[0]?.decisions[1]).toMatchObject({ behalf });
    expect(JSON.stringify(told.entries)).toContain(`"behalf":"member:${may().leader.memberId}"`);
    await delegations().revoke(may().leader, now);
    const late = await next();
    await decide(may().reviewer, late);
    await expect(decide(deputy, late)).rejects.toMatchObject({ code: 'forbidden' });
    // The database does not take the word of a delegation that has ended either.
    const row = await hub.db
      .selectFrom('decision')
      .selectAll()
      .where('version_id', '=', version.versionId)
      .where('for_member_id', 'is not', null)
      .executeTakeFirstOrThrow();
    const forged = {
      ...{ id: newId(), office_id: row.office_id, version_id: late.versionId, drafter_id: row.drafter_id },
      ...{ step: 'leader', verdict: 'approve' as const, opinion: '', member_id: deputy.memberId },
      ...{ version_hash: late.hash, rendition_hashes: '{}' },
      ...{ for_member_id: row.for_member_id, delegation_id: row.delegation_id },
    };
    const insert = (more: object) =>
      hub.db
        .insertInto('decision')
        .values({ ...forged, ...more })
        .execute();
    await expect(insert({})).rejects.toThrow('does not hold now');
    const own = { for_member_id: null, delegation_id: null, member_id: may().reviewer.memberId };
    await expect(insert(own)).rejects.toThrow('another person at every step');
  });

  it('never makes one person two', async () => {
    await asks(true);
    const version = await next();
    const { items } = await give(may().leader, may().reviewer);
    await decide(may().reviewer, version);
    await expect(decide(may().reviewer, version)).rejects.toMatchObject({ code: 'forbidden' });
    await asks(false);
    const free = await next();
    await decide(may().reviewer, free);
    expect((await decide(may().reviewer, free)).state).toBe('approved');
    await delegations().revoke(may().administrator, items.find(({ state }) => state === 'now')?.id ?? '');
  });

  it('is named by the member or an administrator, among those who take steps, once at a time', async () => {
    await expect(give(may().leader, deputy, {}, may().reviewer)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(give(may().leader, colleague)).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(give(may().leader, deputy, { endsAt: days(-1) })).rejects.toMatchObject({
      code: 'invalid_time',
    });
    await give(may().leader, deputy, { categories: ['公示'] }, may().administrator);
    await give(may().leader, may().reviewer, { categories: ['通知公告'] });
    await expect(give(may().leader, may().reviewer)).rejects.toMatchObject({ code: 'delegation_overlaps' });
    const at = { starts_at: new Date(days(-2)), ends_at: new Date(days(0.5)), categories: ['公示'] };
    await expect(
      hub.db
        .insertInto('delegation')
        .values({
          ...{ id: newId(), office_id: desk.office.id, from_id: may().leader.memberId, ...at },
          ...{ to_id: deputy.memberId, reason: '再来', created_by: may().leader.memberId },
        })
        .execute(),
    ).rejects.toThrow('delegation_overlaps');
  });
});
