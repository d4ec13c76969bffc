import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { AnnouncementDetail, Finding, ProblemView, SubmittedVersion } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Hash } from '../contract/values.js';
import type { Caller } from '../identity/index.js';
import { newId } from '../platform/ids.js';
import { announceChange } from '../store/changed.js';
import { databaseNow, DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import type { VersionContent } from '../store/version-content.js';
import { AnnouncementRows } from './announcement-rows.js';
import { toFields, type AnnouncementRecord } from './draft-fields.js';
import { requireNobodyElse } from './editing/lease.js';
import { keepRevision } from './history/keep.js';
import { lockAnnouncement, requireRevision, requireUnlocked } from './lock.js';
import { assignIndexNo, takeIndexNo } from './metadata/index-numbers.js';
import { partyOf } from './party/party.js';
import { withoutParty } from './problems.js';
import { Rehearsals } from './rehearsal.service.js';
import { Renditions } from './renditions.service.js';
import { reservePermalinks } from './related.js';
import { requirePassed } from './screening/passed.js';
import { freeSlug } from './slug.js';
import { versionHash } from './version-view.js';

/** A version that is ready to be written. */
interface Prepared {
  number: number;
  slug: string;
  content: VersionContent;
  hash: Hash;
  findings: Finding[];
  renditions: { targetId: string; channel: string; hash: Hash }[];
}

/** How many of each level, for the ledger: what they say stays with the version. */
const countOf = (findings: readonly Finding[]): Record<string, number> =>
  Object.fromEntries(
    ['block', 'review', 'warn'].map((level) => [level, findings.filter((one) => one.level === level).length]),
  );

/** Which of the files are cleaned copies, and of which. */
function cleanedIn({ attachments }: VersionContent): { cleaned?: Record<string, string> } {
  const pairs = attachments.flatMap(({ hash, cleanedFrom }) =>
    cleanedFrom === undefined ? [] : [[hash, cleanedFrom]],
  );
  return pairs.length === 0 ? {} : { cleaned: Object.fromEntries(pairs) as Record<string, string> };
}

/** Turns drafts into versions that wait for review, and takes them back. */
@Injectable()
export class Submissions {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly rehearsals: Rehearsals,
    private readonly renditions: Renditions,
    private readonly rows: AnnouncementRows,
  ) {}

  /**
   * Freezes the draft at `revision` as the next version: content, each target's rendition, and at the first time the
   * permalink and the index number.
   * @throws HubError `not_submittable` (errors and `facts.problems`), `screening_blocks` (`facts.open`), `stale_revision`, `pen_held` while another
   * member writes it, `wrong_state` when it is in review or out, `not_found`
   */
  async submit(caller: Caller, id: string, revision: number): Promise<SubmittedVersion> {
    const row = await this.find(caller.officeId, id);
    await requireUnlocked(this.db, row);
    requireRevision(row, revision);
    const prepared = await this.prepare(row, caller.memberId);
    const versionId = newId();
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const current = await lockAnnouncement(tx, caller.officeId, id);
      await requireUnlocked(tx, current);
      requireRevision(current, revision);
      await requireNobodyElse(tx, id, caller.memberId);
      // Submitted and taken back meanwhile, or named by another: what was prepared carries a number or an address that is
      // not its own.
      const overtaken = current.slug !== null && current.slug !== prepared.slug;
      if (overtaken || (await nextNumber(tx, id)) !== prepared.number)
        throw new HubError('wrong_state', 'It was submitted by somebody else meanwhile: load it again.');
      await takeIndexNo(tx, { officeId: row.office_id, announcementId: id }, prepared.content.indexNo);
      await this.write(tx, caller, current, versionId, prepared);
    });
    return { versionId, number: prepared.number, hash: prepared.hash };
  }

  /**
   * Takes the newest version back from review as long as nobody has decided on it; the draft can be changed again.
   * @throws HubError `wrong_state`, `not_found`
   */
  async withdraw(caller: Caller, id: string): Promise<AnnouncementDetail> {
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const row = await lockAnnouncement(tx, caller.officeId, id);
      const versionId = row.current_version_id;
      if (row.stage !== 'review' || versionId === null)
        throw new HubError('wrong_state', 'Only what waits in review can be taken back.');
      const decided = await tx
        .selectFrom('decision')
        .select('id')
        .where('version_id', '=', versionId)
        .executeTakeFirst();
      if (decided)
        throw new HubError('wrong_state', 'A decision has been taken: ask the reviewer to return it.');
      await tx
        .updateTable('announcement')
        .set({
          stage: row.correction_note === null ? 'drafting' : 'released',
          current_version_id: null,
          updated_at: sql<Date>`hub_now()`,
        })
        .where('id', '=', id)
        .execute();
      await this.record(tx, caller, id, 'version.withdrawn', versionId, {});
    });
    return this.rows.detail(caller.officeId, id);
  }

  private async prepare(row: AnnouncementRecord, submitterId: string): Promise<Prepared> {
    const now = await databaseNow(this.db);
    const number = await nextNumber(this.db, row.id);
    const slug = row.slug ?? (await freeSlug(this.db, now));
    await reservePermalinks(this.db, row.office_id, row.metadata.related ?? [], now);
    const fields = { ...toFields(row), indexNo: await this.indexNoOf(row, now) };
    const identity = { announcementId: row.id, number, slug, correction: row.correction_note ?? undefined };
    const {
      content: frozen,
      problems,
      findings,
      rendered,
    } = await this.rehearsals.rehearse(row.office_id, fields, now, identity);
    const party = fields.audience === 'specific' ? await partyOf(this.db, row.id) : undefined;
    if (fields.audience === 'specific' && !party) problems.push(withoutParty);
    const errors = problems.filter((problem) => problem.severity === 'error');
    if (errors.length > 0) throw notSubmittable(errors);
    await requirePassed(this.db, row, submitterId, findings);
    const content = party ? { ...frozen, party: party.hash } : frozen;
    const { targetIds, plannedAt, expiresAt } = fields;
    return {
      number,
      slug,
      content,
      findings,
      hash: versionHash({ content, targetIds, plannedAt, expiresAt, slug, number }),
      renditions: await Promise.all(
        rendered.map(async ({ target, rendered: one }) => ({
          targetId: target.id,
          channel: target.channel.id,
          hash: await this.renditions.keep(row.office_id, one),
        })),
      ),
    };
  }

  private async write(
    tx: Tx,
    caller: Caller,
    row: AnnouncementRecord,
    versionId: string,
    { number, slug, content, hash, findings, renditions }: Prepared,
  ): Promise<void> {
    await tx
      .insertInto('version')
      .values({
        id: versionId,
        office_id: row.office_id,
        announcement_id: row.id,
        number,
        hash,
        content: JSON.stringify(content),
        target_ids: [...row.target_ids].sort(),
        planned_at: row.planned_at,
        expires_at: row.expires_at,
        submitted_by: caller.memberId,
      })
      .execute();
    await keepRevision(tx, row, { versionId });
    await tx
      .insertInto('screening')
      .values({ version_id: versionId, findings: JSON.stringify(findings) })
      .execute();
    const rows = renditions.map((one) => ({
      version_id: versionId,
      target_id: one.targetId,
      channel: one.channel,
      hash: one.hash,
    }));
    if (rows.length > 0) await tx.insertInto('rendition').values(rows).execute();
    await tx
      .updateTable('announcement')
      .set({
        stage: 'review',
        slug,
        index_no: content.indexNo ?? null,
        current_version_id: versionId,
        updated_at: sql<Date>`hub_now()`,
      })
      .where('id', '=', row.id)
      .execute();
    const hashes = Object.fromEntries(renditions.map((one) => [one.targetId, one.hash]));
    await this.record(tx, caller, row.id, 'version.submitted', versionId, {
      version: versionId,
      number,
      hash,
      renditions: hashes,
      findings: countOf(findings),
      ...cleanedIn(content),
    });
  }

  private async record(
    tx: Tx,
    caller: Caller,
    announcementId: string,
    kind: string,
    subjectId: string,
    data: Parameters<typeof appendLedger>[1][number]['data'],
  ): Promise<void> {
    const actor = `member:${caller.memberId}` as const;
    await appendLedger(tx, [{ officeId: caller.officeId, actor, kind, announcementId, subjectId, data }]);
    await announceChange(tx, caller.officeId, { topic: 'announcement', ids: [announcementId] });
    await announceChange(tx, caller.officeId, { topic: 'review', ids: [announcementId] });
  }

  private async find(officeId: string, id: string): Promise<AnnouncementRecord> {
    const row = await this.db
      .selectFrom('announcement')
      .selectAll()
      .where('id', '=', id)
      .where('office_id', '=', officeId)
      .executeTakeFirst();
    if (!row) throw new HubError('not_found', 'there is no such announcement in this office');
    return row;
  }

  /** What somebody wrote, else the office's next number; it is taken here, for its renditions show it. */
  private indexNoOf(
    { id, office_id: officeId, index_no: written, audience }: AnnouncementRecord,
    now: Date,
  ): Promise<string | undefined> {
    if (written !== null) return Promise.resolve(written);
    // The index is of what is disclosed to everybody.
    if (audience === 'specific') return Promise.resolve(undefined);
    return transact(this.db, 'system:intake', (tx) =>
      assignIndexNo(tx, { officeId, announcementId: id }, now),
    );
  }
}

async function nextNumber(db: Db | Tx, announcementId: string): Promise<number> {
  const row = await db
    .selectFrom('version')
    .select(({ fn }) => fn.max('number').as('newest'))
    .where('announcement_id', '=', announcementId)
    .executeTakeFirst();
  return (row?.newest ?? 0) + 1;
}

function notSubmittable(problems: ProblemView[]): HubError {
  return new HubError('not_submittable', problems.map((problem) => problem.message.en).join('. '), {
    errors: problems.map(({ field, message }) => ({ path: field, message: message.en })),
    facts: { problems: problems.map((problem) => ({ ...problem })) },
  });
}
