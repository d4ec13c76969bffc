import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type {
  DecisionView,
  PageQuery,
  ReviewPage,
  Verdict,
  VersionDetail,
  VersionState,
} from '../contract/api.js';
import { noticeDaysOf } from '../contract/kit/workdays.js';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { Renditions } from '../intake/index.js';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { decodeCursor, encodeCursor } from '../store/cursor.js';
import { DATABASE, type Db } from '../store/database.js';
import { iso } from '../store/iso.js';
import { decidedHow, decidedOfVersion } from './decided.js';
import { standInsOf } from './delegations/stand-ins.js';
import { AfterReviews } from './emergency/after-reviews.service.js';
import { dutyStanding } from './emergency/duty-standing.js';
import { findingsOf, passesOfVersion } from './findings.js';
import { mayNotCheck } from './paper/standing.js';
import { actsFor, labelOf, mayNot, procedureOf, waitingStep } from './procedure.js';
import { signerOf } from './signer.js';

/** Shows versions to those who decide on them. */
@Injectable()
export class ReviewReader {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: HubConfig,
    private readonly renditions: Renditions,
    private readonly afterwards: AfterReviews,
  ) {}

  /** What waits for a decision, longest waiting first. */
  async waiting(caller: Caller, query: PageQuery): Promise<ReviewPage> {
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const { rows } = await sql<{
      id: string;
      at: string;
      announcement_id: string;
      title: string;
      category: string;
      drafter_id: string;
      begun_by: string;
      drafter: string;
      decided: { step: string; memberId: string; forId: string | null }[];
      procedure: unknown;
      department: string | null;
      paper: { id: string; recordedBy: { id: string }; signer: { id: string } } | null;
    }>`
      select v.id, to_char(v.submitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, v.announcement_id,
        v.content ->> 'title' as title, v.content ->> 'category' as category, m.id as drafter_id, a.drafter_id as begun_by, m.name as drafter,
        ${decidedOfVersion} as decided,
        v.procedure, m.department_id as department,
        (select json_build_object('id', r.id, 'recordedBy', json_build_object('id', r.recorded_by),
            'signer', json_build_object('id', r.signer_id)) from paper_record r
          where r.version_id = v.id and r.outcome is null and not exists (
            select from decision d where d.version_id = v.id and d.step = r.step)) as paper
      from announcement a join version v on v.id = a.current_version_id join member m on m.id = v.submitted_by
      where a.office_id = ${caller.officeId} and a.stage = 'review'
        ${after ? sql`and (v.submitted_at, v.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
      order by v.submitted_at, v.id limit ${query.limit + 1}`.execute(this.db);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    const signer = await signerOf(this.db, caller);
    const items = shown.map((row) => {
      const procedure = procedureOf(row.procedure);
      const step = waitingStep(procedure, row.decided);
      if (!step) throw new Error(`the version ${row.id} waits in review, but no step does`);
      const drafters = [row.drafter_id, row.begun_by];
      const { decided, department, paper } = row;
      const checking = paper && { ...paper, drafters, current: true, decided: false };
      return {
        versionId: row.id,
        announcementId: row.announcement_id,
        title: row.title,
        category: row.category,
        drafter: { id: row.drafter_id, name: row.drafter },
        submittedAt: new Date(row.at).toISOString(),
        waitsFor: step,
        mayDecide:
          caller.permissions.has('review.decide') &&
          mayNot({ procedure, decided, drafters, department, category: row.category }, signer) === undefined,
        paper: checking
          ? { recordId: checking.id, mayCheck: mayNotCheck(checking, caller) === undefined }
          : undefined,
      };
    });
    return { items, nextCursor: last && rows.length > query.limit ? encodeCursor(last) : undefined };
  }

  /** A frozen version with each target's rendition. Rejects with `not_found` for another office's. */
  async detail(caller: Caller, versionId: string): Promise<VersionDetail> {
    const version = await this.db
      .selectFrom('version')
      .innerJoin('announcement', 'announcement.id', 'version.announcement_id')
      .innerJoin('member', 'member.id', 'version.submitted_by')
      .leftJoin('approval', 'approval.version_id', 'version.id')
      .selectAll('version')
      .select([
        'announcement.slug',
        'announcement.stage',
        'announcement.current_version_id',
        'announcement.drafter_id as begunBy',
        'member.name as drafter',
        'member.department_id as department',
      ])
      .select('approval.version_hash as approved')
      .where('version.id', '=', versionId)
      .where('version.office_id', '=', caller.officeId)
      .executeTakeFirst();
    if (!version) throw new HubError('not_found', 'there is no such version in this office');
    const { content } = version;
    const [decisions, findings, renditions, signer] = await Promise.all([
      this.decisions(versionId),
      findingsOf(this.db, versionId),
      this.renditions.previews(versionId),
      signerOf(this.db, caller),
    ]);
    const drafters = [version.submitted_by, version.begunBy];
    const { announcement_id: announcementId } = version;
    const procedure = procedureOf(version.procedure);
    const state = version.approved === null ? stateOf(decisions) : 'approved';
    const waits =
      version.stage === 'review' && version.current_version_id === versionId && state === 'review'
        ? waitingStep(procedure, decisions)
        : undefined;
    const waiting = {
      procedure,
      decided: decisions.map(({ step, by, behalf }) => ({ step, memberId: by.id, forId: behalf?.id })),
      drafters,
      department: version.department,
      category: content.category,
    };
    const reason = waits ? mayNot(waiting, signer) : 'decided';
    const mayDecide = caller.permissions.has('review.decide');
    const principal = waits && mayDecide ? actsFor(waiting, signer) : undefined;
    return {
      id: version.id,
      announcementId,
      number: version.number,
      hash: version.hash,
      state,
      title: content.title,
      body: content.body,
      category: content.category,
      issuer: content.issuer,
      docNo: content.docNo,
      indexNo: content.indexNo,
      attachments: content.attachments,
      extras: content.extras,
      audience: content.audience,
      party: content.party,
      metadata: content.metadata,
      related: content.related?.map(({ announcementId, title }) => ({ announcementId, title })),
      noticeDays: noticeDaysOf(content),
      permalink: `${this.config.publicUrl}/n/${version.slug ?? ''}`,
      plannedAt: version.planned_at?.toISOString(),
      expiresAt: version.expires_at?.toISOString(),
      drafter: { id: version.submitted_by, name: version.drafter },
      submittedAt: version.submitted_at.toISOString(),
      renditions,
      findings,
      passes: await passesOfVersion(this.db, { announcementId, drafters }, findings),
      procedure: procedure.steps,
      decisions: decisions.map((decision) => ({
        ...decision,
        stepLabel: labelOf(procedure, decision.step),
      })),
      waitsFor: waits,
      mayDecide: reason === undefined && mayDecide,
      actsFor: principal && { id: principal.memberId, name: principal.name },
      standIns: waits ? await standInsOf(this.db, caller.officeId, waiting) : [],
      mayNotBecause: reason ?? (mayDecide ? undefined : 'role'),
      duty: waits && (await dutyStanding(this.db, caller, waiting, decisions)),
      afterReview: await this.afterwards.ofVersion(caller, versionId),
    };
  }

  private async decisions(versionId: string): Promise<Omit<DecisionView, 'stepLabel'>[]> {
    const { rows } = await sql<{ decision: Omit<DecisionView, 'stepLabel'> & { how: object } }>`
      select json_strip_nulls(json_build_object('id', d.id, 'step', d.step, 'verdict', d.verdict, 'opinion', d.opinion,
        'answers', d.answers, 'by', json_build_object('id', m.id, 'name', m.name), 'at', ${iso(sql`d.decided_at`)},
        'how', ${decidedHow})) as decision
      from decision d join member m on m.id = d.member_id where d.version_id = ${versionId}
      order by d.decided_at`.execute(this.db);
    return rows.map(({ decision: { how, ...decision } }) => ({ ...decision, ...how }));
  }
}

/** What became of a version that is not approved. */
function stateOf(decisions: readonly { verdict: Verdict }[]): VersionState {
  if (decisions.some(({ verdict }) => verdict === 'withhold')) return 'withheld';
  return decisions.some(({ verdict }) => verdict === 'return') ? 'returned' : 'review';
}
