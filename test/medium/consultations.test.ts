import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MetadataRules } from '../../src/intake/metadata/metadata-rules.service.js';
import { newId } from '../../src/platform/ids.js';
import { Receipts } from '../../src/record/receipt/receipts.service.js';
import { Terms } from '../../src/review/index.js';
import { anOffice, aVersion } from '../factories/office.js';
import { ConsultingDesk, ORGAN } from './consulting/desk.js';
import { MONDAY, refused } from './consulting/refused.js';
import { whatIsWithheld } from './consulting/withheld.js';

jest.setTimeout(60_000);

let desk: ConsultingDesk;
beforeAll(async () => {
  desk = await ConsultingDesk.open();
});
afterEach(() => desk.letGo());
afterAll(() => (desk as ConsultingDesk | undefined)?.close());

describe('a consultation', () => {
  it('holds the approval back, in the service and in the database, until the body has replied', async () => {
    const version = await desk.inReview();
    await desk.stand(MONDAY);
    await desk.ask(version.announcementId);
    const asked = await desk.newestOf(version.announcementId);
    expect(asked).toMatchObject({
      ...{
        organ: ORGAN,
        standing: 'open',
        blocks: true,
        dueOn: '2026-12-07',
        overdue: false,
        uncertainYears: [],
      },
      version: { id: version.versionId, hash: version.hash },
    });
    await expect(desk.decide(desk.reviewer, version)).rejects.toEqual(
      refused('consultations_open', {
        status: 409,
        extra: {
          facts: { consultations: [{ id: asked.id, kind: 'consultation', organ: ORGAN, standing: 'open' }] },
        },
      }),
    );
    await expect(desk.approveInTheDatabase(version)).rejects.toMatchObject({
      constraint: 'consultations_open',
    });
    await desk.reply(asked.id, { receivedAt: MONDAY });
    expect((await desk.decide(desk.reviewer, version)).state).toBe('approved');
    expect((await desk.newestOf(version.announcementId)).standing).toBe('holds');
    expect((await desk.entriesOf(version.announcementId)).map(({ kind }) => kind)).toEqual([
      'consultation.asked',
      'consultation.replied',
      'decision.approved',
      'version.approved',
    ]);
    const told = JSON.stringify(await desk.entriesOf(version.announcementId));
    expect(told).toContain(ORGAN);
    expect(told).not.toContain('用地范围');
    expect(told).not.toContain('准确');
  });

  it('that is begun after the approval holds the release back, until it is withdrawn for a reason', async () => {
    const version = await desk.approved();
    await desk.ask(version.announcementId);
    const release = () => desk.release(version.versionId);
    await expect(release()).rejects.toEqual(refused('consultations_open'));
    const row = {
      ...{ id: newId(), office_id: desk.office.id, announcement_id: version.announcementId },
      ...{ version_id: version.versionId, publish_at: new Date(), priority: 'routine' as const },
      released_by: desk.clerk.memberId,
    };
    await expect(desk.hub.db.insertInto('release').values(row).execute()).rejects.toMatchObject({
      constraint: 'consultations_open',
    });
    const { id } = await desk.newestOf(version.announcementId);
    await desk.consultations().withdraw(desk.clerk, id, { reason: '已在会上当面确认' });
    // What a reviewer asks is not the drafter's to drop.
    await desk.ask(version.announcementId, {}, desk.reviewer);
    const { id: theirs } = await desk.newestOf(version.announcementId);
    const withdraw = (who = desk.clerk) => desk.consultations().withdraw(who, theirs, { reason: '不必了' });
    await expect(withdraw()).rejects.toEqual(refused('forbidden'));
    await withdraw(desk.office.callers.leader);
    await release();
    // What is out is corrected or taken back; nobody is asked about it any more.
    await expect(desk.ask(version.announcementId)).rejects.toEqual(refused('wrong_state'));
    const { statement } = JSON.parse(
      (await desk.hub.app.get(Receipts, { strict: false }).make(desk.office.id, version.announcementId)).text,
    ) as { statement: unknown };
    expect(statement).toMatchObject({
      consultations: [{ id, organ: ORGAN, withdrawn: { reason: '已在会上当面确认' } }, { id: theirs }],
    });
  });

  it('about a draft holds for the version that says the same, and for another text only once it is confirmed', async () => {
    const { id } = await desk.draft();
    await desk.ask(id);
    const { version, textHash } = await desk.newestOf(id);
    expect(version).toBeUndefined();
    await desk.reply((await desk.newestOf(id)).id);
    const same = await desk.submit(id);
    expect(await desk.newestOf(id)).toMatchObject({ standing: 'holds', textHash, blocks: false });
    await desk.decide(desk.reviewer, same, { verdict: 'return', opinion: '请补充' });
    await desk.change(id, { body: '<p>另一个正文。</p>' });
    const other = await desk.submit(id);
    const stale = await desk.newestOf(id);
    expect(stale).toMatchObject({ standing: 'earlier', blocks: true });
    await expect(desk.decide(desk.reviewer, other)).rejects.toEqual(refused('consultations_open'));
    await expect(desk.approveInTheDatabase(other)).rejects.toMatchObject({
      constraint: 'consultations_open',
    });
    await expect(
      desk.consultations().confirm(desk.clerk, stale.id, { textHash: stale.textHash, note: '' }),
    ).rejects.toEqual(refused('hash_mismatch'));
    const now = (await desk.listOf(id)).textHash;
    await desk.consultations().confirm(desk.clerk, stale.id, { textHash: now, note: '只改了标点' });
    await expect(
      desk.consultations().confirm(desk.clerk, stale.id, { textHash: now, note: '' }),
    ).rejects.toEqual(refused('wrong_state'));
    expect(await desk.newestOf(id)).toMatchObject({
      standing: 'holds',
      confirmed: { note: '只改了标点', by: { id: desk.clerk.memberId } },
    });
    await expect(desk.drafts().remove(desk.clerk, id)).rejects.toEqual(refused('wrong_state'));
    expect((await desk.decide(desk.reviewer, other)).state).toBe('approved');
  });

  it('is about all that the text says of itself, and not about the number that it is given at its submission', async () => {
    await desk.hub.app.get(MetadataRules, { strict: false }).set(desk.office.callers.reviewer, {
      indexPattern: 'WH-{year}-{serial:5}',
    });
    const { id } = await desk.draft();
    await desk.ask(id);
    await desk.reply((await desk.newestOf(id)).id);
    const numbered = await desk.submit(id);
    expect(await desk.newestOf(id)).toMatchObject({ standing: 'holds' });
    await desk.decide(desk.reviewer, numbered, { verdict: 'return', opinion: '请补充依据' });
    await desk.change(id, { metadata: { basis: { text: '《某某条例》第九条' } } });
    await desk.submit(id);
    expect(await desk.newestOf(id)).toMatchObject({ standing: 'earlier', blocks: true });
  });

  it('that is asked again counts in the place of the first; withdrawn, the first counts again', async () => {
    const version = await desk.inReview();
    const { announcementId } = version;
    await desk.ask(announcementId);
    const first = await desk.newestOf(announcementId);
    await expect(desk.ask(announcementId, { againOf: first.id })).rejects.toEqual(refused('wrong_state'));
    await desk.reply(first.id, { verdict: 'objects', text: '第二段有误。' });
    await expect(desk.ask(announcementId, { againOf: first.id, organ: '区水务局' })).rejects.toEqual(
      refused('invalid_request'),
    );
    await expect(desk.ask(announcementId, { againOf: newId() })).rejects.toEqual(refused('not_found'));
    await desk.ask(announcementId, { againOf: first.id });
    const standings = async () => (await desk.listOf(announcementId)).items.map(({ standing }) => standing);
    expect(await standings()).toEqual(['open', 'asked_again']);
    await expect(desk.ask(announcementId, { againOf: first.id })).rejects.toEqual(refused('wrong_state'));
    await desk
      .consultations()
      .withdraw(desk.clerk, (await desk.newestOf(announcementId)).id, { reason: '已电话确认' });
    expect(await standings()).toEqual(['withdrawn', 'holds']);
  });

  it('refuses deadlines that are over, replies from elsewhere in time, and answers of the other kind', async () => {
    const { announcementId } = await desk.inReview();
    await desk.stand(MONDAY);
    for (const dueOn of ['2026-11-22', '2027-11-26'])
      await expect(desk.ask(announcementId, { dueOn })).rejects.toEqual(refused('invalid_time'));
    await desk.ask(announcementId, { dueOn: '2026-11-23' });
    const { id, dueOn } = await desk.newestOf(announcementId);
    expect(dueOn).toBe('2026-11-23');
    for (const receivedAt of ['2026-11-22T15:59:59.000Z', '2026-11-23T01:31:30.000Z'])
      await expect(desk.reply(id, { receivedAt })).rejects.toEqual(refused('invalid_time'));
    await expect(desk.reply(id, { verdict: 'may', receivedAt: MONDAY })).rejects.toEqual(
      refused('invalid_request'),
    );
    const file = {
      hash: `sha256:${'0'.repeat(64)}` as const,
      name: '复函.pdf',
      mediaType: 'application/pdf',
      size: 1,
    };
    await expect(desk.reply(id, { file, receivedAt: MONDAY })).rejects.toEqual(refused('invalid_request'));
    await desk.stand('2026-11-23T16:00:00.000Z');
    expect(await desk.newestOf(announcementId)).toMatchObject({ overdue: true });
    expect((await desk.reader().pending(desk.office.id)).items[0]).toMatchObject({ id, overdue: true });
  });

  it('is answered once: of two who reply at once one is told so, and so is who comes later', async () => {
    const { announcementId } = await desk.inReview();
    await desk.ask(announcementId);
    const { id } = await desk.newestOf(announcementId);
    const both = await Promise.allSettled([
      desk.reply(id),
      desk.reply(id, { text: '不同意。', verdict: 'objects' }, desk.reviewer),
    ]);
    const [won, lost] = ['fulfilled', 'rejected'].map((how) => both.filter(({ status }) => status === how));
    expect([won?.length, lost]).toEqual([
      1,
      [{ status: 'rejected', reason: refused('consultation_closed') }],
    ]);
    await expect(desk.reply(id)).rejects.toEqual(refused('consultation_closed'));
    await expect(desk.consultations().withdraw(desk.clerk, id, { reason: '重复' })).rejects.toEqual(
      refused('consultation_closed'),
    );
    // Nor can the hub change a reply, or take one away.
    await expect(desk.hub.db.deleteFrom('consultation_end').execute()).rejects.toThrow(/permission denied/);
    await expect(desk.hub.db.updateTable('consultation').set({ organ: '别处' }).execute()).rejects.toThrow(
      /permission denied/,
    );
  });

  it('that nobody answered in time is reminded of once, and no more once it is answered', async () => {
    const office = await anOffice(desk.hub);
    const version = await aVersion(desk.hub, office, [], { approved: false });
    await desk.stand(MONDAY);
    await desk.hub.app.get(Terms, { strict: false }).set(office.callers.administrator, {
      ...{ consultDays: 2, reappraiseMonths: 6, rectifyDays: 10 },
    });
    await desk.ask(version.announcementId, {}, office.callers.clerk);
    const [asked] = (await desk.listOf(version.announcementId, office.callers.clerk)).items;
    expect(asked?.dueOn).toBe('2026-11-25');
    const told = () => desk.told(office.callers.clerk, 'consultation.overdue');
    await desk.remind();
    expect(await told()).toEqual([]);
    await desk.stand('2026-11-25T16:00:00.000Z');
    await Promise.all([desk.remind(), desk.remind()]);
    expect(await told()).toMatchObject([{ subjectId: asked?.id, times: 1 }]);
    await desk.reply(asked?.id ?? '', { receivedAt: '2026-11-25T16:00:00.000Z' }, office.callers.clerk);
    await desk.remind();
    expect(await told()).toEqual([]);
  });
});

describe('an escalation', () => {
  it('is a reviewer’s, during a review; what may not be disclosed is not approved, whatever is asked besides', async () => {
    const { announcementId, ...version } = await desk.inReview();
    await expect(
      desk.ask(announcementId, { kind: 'escalation', organ: '区保密局' }, desk.clerk),
    ).rejects.toEqual(refused('forbidden'));
    const { id: draft } = await desk.draft();
    await expect(desk.escalate(draft)).rejects.toEqual(refused('wrong_state'));
    await desk.escalate(announcementId);
    const { id } = await desk.newestOf(announcementId);
    await expect(desk.reply(id)).rejects.toEqual(refused('invalid_request'));
    await desk.reply(id, { verdict: 'may_not', text: '不得公开。' });
    expect(await desk.newestOf(announcementId)).toMatchObject({ standing: 'refused', blocks: true });
    const waiting = { announcementId, ...version };
    await expect(desk.decide(desk.reviewer, waiting)).rejects.toEqual(refused('consultations_open'));
    await expect(desk.approveInTheDatabase(waiting)).rejects.toMatchObject({
      constraint: 'consultations_open',
    });
    expect(
      (await desk.decide(desk.reviewer, waiting, { verdict: 'return', opinion: '不得公开，请处理' })).state,
    ).toBe('returned');
  });

  it('that allows a part of it lets a masked version through, once somebody says that this is the part', async () => {
    const { id } = await desk.draft('<p>申请人住址：一号楼。</p>');
    const first = await desk.submit(id);
    await desk.escalate(id);
    await desk.reply((await desk.newestOf(id)).id, { verdict: 'partly', text: '隐去住址后可以公开。' });
    await expect(desk.decide(desk.reviewer, first)).rejects.toEqual(refused('consultations_open'));
    await desk.decide(desk.reviewer, first, { verdict: 'return', opinion: '请隐去住址' });
    await desk.change(id, { body: '<p>申请人住址：***。</p>' });
    const masked = await desk.submit(id);
    await expect(desk.decide(desk.reviewer, masked)).rejects.toEqual(refused('consultations_open'));
    const { textHash, items } = await desk.listOf(id);
    await desk.consultations().confirm(desk.reviewer, items[0]?.id ?? '', { textHash, note: '住址已隐去' });
    expect((await desk.decide(desk.reviewer, masked)).state).toBe('approved');
  });
});

whatIsWithheld(() => desk);
