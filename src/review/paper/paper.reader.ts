import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { PaperRecordView, Person, SlipView, VersionPaper } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { DATABASE, type Db } from '../../store/database.js';
import { iso } from '../../store/iso.js';
import { labelOf, procedureOf } from '../procedure.js';
import { activeMembers, whoMayTake } from '../takers.js';
import { mayNotCheck, slipState } from './standing.js';

interface SlipRow {
  view: Omit<SlipView, 'state' | 'stepLabel' | 'recordId'>;
  procedure: unknown;
  recordId: string | null;
  outcome: string | null;
  decided: boolean;
  current: boolean;
}

interface RecordRow {
  view: Omit<PaperRecordView, 'stepLabel' | 'mayCheck' | 'mayNotBecause'>;
  procedure: unknown;
  drafters: string[];
  current: boolean;
  decided: boolean;
}

/** Shows slips, and what was recorded of them. */
@Injectable()
export class PaperReader {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** @throws HubError `not_found` */
  async slip(officeId: string, code: string): Promise<SlipView> {
    const [slip] = await this.slips(sql`p.office_id = ${officeId} and p.code = ${code}`);
    if (!slip) throw new HubError('not_found', 'there is no slip with this code in this office');
    return slip;
  }

  /** Where the console was open when the slip was made. @throws HubError `not_found` */
  async consoleOf(officeId: string, code: string): Promise<string> {
    const row = await this.db
      .selectFrom('paper_slip')
      .select('console_url')
      .where('office_id', '=', officeId)
      .where('code', '=', code)
      .executeTakeFirst();
    if (!row) throw new HubError('not_found', 'there is no slip with this code in this office');
    return row.console_url;
  }

  /** @throws HubError `not_found` */
  async record(caller: Caller, id: string): Promise<PaperRecordView> {
    const [record] = await this.records(caller, sql`r.id = ${id}`);
    if (!record) throw new HubError('not_found', 'there is no such record in this office');
    return record;
  }

  /** The newest slip of a version, all its records, oldest first, and who could sign now, but for who asks. @throws HubError `not_found` */
  async ofVersion(caller: Caller, versionId: string): Promise<VersionPaper> {
    const { officeId } = caller;
    const version = await this.db
      .selectFrom('version')
      .select('announcement_id')
      .where('id', '=', versionId)
      .where('office_id', '=', officeId)
      .executeTakeFirst();
    if (!version) throw new HubError('not_found', 'there is no such version in this office');
    const [slips, records, signers] = await Promise.all([
      this.slips(sql`p.version_id = ${versionId}`),
      this.records(caller, sql`r.version_id = ${versionId}`),
      this.signers(caller, version.announcement_id, versionId),
    ]);
    return { slip: slips.at(-1), records, signers };
  }

  /** Who records a sheet has not signed it. */
  private async signers(
    { officeId, memberId }: Caller,
    announcementId: string,
    versionId: string,
  ): Promise<Person[]> {
    const members = await activeMembers(this.db, officeId);
    const taking = (await whoMayTake(this.db, [announcementId], members)).get(announcementId);
    if (taking?.versionId !== versionId) return [];
    return members
      .filter(({ id }) => id !== memberId && taking.memberIds.includes(id))
      .map(({ id, name }) => ({ id, name }));
  }

  private async slips(which: ReturnType<typeof sql>): Promise<SlipView[]> {
    const { rows } = await sql<SlipRow>`
      select json_build_object('code', p.code, 'versionId', v.id, 'announcementId', v.announcement_id,
          'title', v.content ->> 'title', 'versionNumber', v.number, 'versionHash', p.version_hash, 'step', p.step,
          'printedBy', json_build_object('id', m.id, 'name', m.name), 'printedAt', ${iso(sql`p.printed_at`)}) as view,
        v.procedure, r.id as "recordId", r.outcome,
        exists (select from decision d where d.version_id = v.id and d.step = p.step) as decided,
        a.stage = 'review' and a.current_version_id = v.id as current
      from paper_slip p join version v on v.id = p.version_id join announcement a on a.id = v.announcement_id
        join member m on m.id = p.printed_by
        left join paper_record r on r.slip_id = p.id and r.outcome is distinct from 'rejected'
      where ${which} order by p.printed_at, p.id`.execute(this.db);
    return rows.map(({ view, procedure, recordId, ...standing }) => ({
      ...view,
      stepLabel: labelOf(procedureOf(procedure), view.step),
      state: slipState({ ...standing, recorded: recordId !== null }),
      recordId: recordId ?? undefined,
    }));
  }

  private async records(caller: Caller, which: ReturnType<typeof sql>): Promise<PaperRecordView[]> {
    const { rows } = await sql<RecordRow>`
      select json_strip_nulls(json_build_object('id', r.id, 'code', p.code, 'versionId', v.id,
          'announcementId', v.announcement_id, 'versionHash', r.version_hash, 'step', r.step, 'verdict', r.verdict,
          'opinion', r.opinion, 'answers', r.answers, 'signer', json_build_object('id', s.id, 'name', s.name),
          'signedOn', to_char(r.signed_on, 'YYYY-MM-DD'),
          'scan', json_build_object('hash', r.scan_hash, 'name', r.scan_name, 'mediaType', b.media_type, 'size', b.size),
          'recordedBy', json_build_object('id', m.id, 'name', m.name), 'recordedAt', ${iso(sql`r.recorded_at`)},
          'outcome', r.outcome, 'note', r.note,
          'checkedBy', case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end,
          'checkedAt', ${iso(sql`r.checked_at`)})) as view,
        v.procedure, array[v.submitted_by, a.drafter_id] as drafters,
        exists (select from decision d where d.version_id = v.id and d.step = r.step) as decided,
        a.stage = 'review' and a.current_version_id = v.id as current
      from paper_record r join paper_slip p on p.id = r.slip_id join version v on v.id = r.version_id
        join announcement a on a.id = v.announcement_id join member s on s.id = r.signer_id
        join member m on m.id = r.recorded_by left join member c on c.id = r.checked_by
        join blob b on b.office_id = r.office_id and b.hash = r.scan_hash
      where r.office_id = ${caller.officeId} and ${which} order by r.recorded_at, r.id`.execute(this.db);
    return rows.map(({ view, procedure, ...standing }) => {
      const reason = mayNotCheck({ ...view, ...standing }, caller);
      return {
        ...view,
        stepLabel: labelOf(procedureOf(procedure), view.step),
        mayCheck: reason === undefined,
        mayNotBecause: reason,
      };
    });
  }
}
