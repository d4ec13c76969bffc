import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { HubError } from '../../contract/errors.js';
import { CONFIG, type HubConfig } from '../../platform/config/index.js';
import { decidedHow } from '../../review/index.js';
import { DATABASE, type Db } from '../../store/database.js';
import { iso } from '../../store/iso.js';
import type { RegisteredRelease } from './model.js';

/**
 * What one file holds at most: a year of a busy office in a sheet that office programs open at once, and as many on
 * paper as ten seconds and half a gigabyte lay out.
 */
export const mostReleases = { xlsx: 10_000, pdf: 1_000 };
export type RegisterForm = keyof typeof mostReleases;

/** Reads 信息发布台账, the register of what was released: who wrote, checked and signed it, and where it stands. */
@Injectable()
export class RegisterReader {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: Pick<HubConfig, 'publicUrl'>,
  ) {}

  /**
   * The office's releases whose planned time lies in a period, in its order.
   * @throws HubError `invalid_request` when the period holds more than a file does
   */
  async between(
    officeId: string,
    period: { from: string; to: string },
    form: RegisterForm,
  ): Promise<RegisteredRelease[]> {
    const most = mostReleases[form];
    const { rows } = await sql<{ release: RegisteredRelease }>`
      select json_build_object('title', v.content ->> 'title', 'docNo', v.content ->> 'docNo',
        'indexNo', v.content ->> 'indexNo', 'category', v.content ->> 'category',
        'metadata', v.content -> 'metadata', 'version', v.number,
        'drafter', json_build_object('name', dm.name, 'at', ${iso(sql`v.submitted_at`)}),
        'approvals', coalesce((
          select json_agg(json_build_object('name', m.name, 'at', ${iso(sql`d.decided_at`)}, 'step', d.step,
            'how', ${decidedHow})
            order by d.decided_at, d.id)
          from decision d join member m on m.id = d.member_id
          where d.version_id = v.id and d.verdict = 'approve'), '[]'),
        'releasedBy', json_build_object('name', rm.name, 'at', ${iso(sql`r.released_at`)}),
        'publishAt', ${iso(sql`r.publish_at`)}, 'permalink', ${`${this.config.publicUrl}/n/`} || a.slug,
        'places', coalesce((
          select json_agg(json_build_object('target', t.name, 'operation', d.operation, 'state', d.state,
            'liveAt', ${iso(sql`d.live_at`)}, 'url', d.url, 'goneReason', d.gone_reason) order by d.seq)
          from delivery d join target t on t.id = d.target_id
          where d.announcement_id = r.announcement_id and d.release_id = r.id and d.operation <> 'recall'), '[]'),
        'correction', case when v.number > 1 then (
          select e.data ->> 'note' from ledger_entry e
          where e.announcement_id = r.announcement_id and e.kind = 'correction.begun' and e.at <= v.submitted_at
            and e.at > (select p.submitted_at from version p
              where p.announcement_id = v.announcement_id and p.number = v.number - 1)
          order by e.id desc limit 1) end,
        'recalls', coalesce((
          select json_agg(json_build_object('reason', q.reason, 'note', q.note, 'at', ${iso(sql`q.decided_at`)},
            'done', not exists (select from delivery d
              where d.announcement_id = r.announcement_id and d.recall_id = q.id and d.operation = 'recall'
                and d.state not in ('done', 'cancelled'))) order by q.decided_at)
          from recall_request q
          where q.announcement_id = r.announcement_id and q.verdict = 'approve' and q.decided_at >= r.released_at
            and not exists (select from release n where n.announcement_id = r.announcement_id
              and n.released_at > r.released_at and n.released_at <= q.decided_at)), '[]')
      ) as release
      from release r join version v on v.id = r.version_id join announcement a on a.id = r.announcement_id
        join member dm on dm.id = a.drafter_id join member rm on rm.id = r.released_by
      where r.office_id = ${officeId} and r.publish_at >= ${period.from}::timestamptz
        and r.publish_at < ${period.to}::timestamptz
      order by r.publish_at, r.id limit ${most + 1}`.execute(this.db);
    if (rows.length > most)
      throw new HubError(
        'invalid_request',
        'The period holds more releases than one file: choose a shorter one.',
        {
          errors: [{ path: 'from', message: `more than ${most} releases` }],
          facts: { most },
        },
      );
    return rows.map(({ release }) => release);
  }
}
