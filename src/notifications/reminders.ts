import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { sql } from 'kysely';
import { afterReviewNearHours, rectificationNearDays, type NotificationKind } from '../contract/api.js';
import { DATABASE, type Db, type Tx } from '../store/database.js';
import { Housekeeping } from '../store/housekeeping.js';
import { Targets } from '../targets/index.js';
import type { Fact } from './facts.js';
import { announce, tellFacts } from './telling.js';

/** What waits longer than this for one person's hand is told once more. */
const WAITS_HOURS = 24;
/** What is to be out so soon, and is still in review, is told once more, however short it has waited. */
const SOON_HOURS = 2;

interface Late {
  officeId: string;
  kind: NotificationKind;
  about: string;
  announcementId: string;
  targetId: string | null;
  subjectId: string;
  at: Date;
}

/**
 * Reminds of reviews, tasks and consultations that wait too long, and of what is withheld once it is to be looked at again:
 * each step of a version, task, consultation and look once. What was reminded of is
 * written with the notifications, so that nothing is told twice or forgotten.
 */
@Injectable()
export class Reminders implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly targets: Targets,
    private readonly housekeeping: Housekeeping,
  ) {}

  onApplicationBootstrap(): void {
    this.housekeeping.every('reminders', '25 * * * * *', () => this.round());
  }

  /** One look at everything that waits. */
  async round(): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      await tasksAreOver(tx);
      await consultationsAreOver(tx);
      const late = [
        ...(await lateReviews(tx)),
        ...(await lateTasks(tx)),
        ...(await lateConsultations(tx)),
        ...(await dueLooks(tx)),
        ...(await lateAfterReviews(tx)),
        ...(await lateRectifications(tx)),
      ];
      const press = this.targets.channelsAt('press').map(({ id }) => id);
      await tellFacts(tx, late.map(factOf), press);
    });
  }
}

const factOf = ({ targetId, ...late }: Late): Fact => ({
  ...late,
  actorId: undefined,
  targetId: targetId ?? undefined,
});

const hours = (count: number) => sql`make_interval(hours => ${count})`;

/** A step begins with the decision on the one before it, so each count of decisions is another step. */
async function lateReviews(tx: Tx): Promise<Late[]> {
  const { rows } = await sql<Late>`
    with late as (
      select a.office_id, a.id as about, v.id as version,
        v.id::text || ':' || (select count(*) from decision d where d.version_id = v.id) as part
      from announcement a join version v on v.id = a.current_version_id
      where a.stage = 'review' and (v.planned_at <= hub_now() + ${hours(SOON_HOURS)} or
        greatest(v.submitted_at, (select max(d.decided_at) from decision d where d.version_id = v.id))
          <= hub_now() - ${hours(WAITS_HOURS)})
    ), made as (
      insert into reminder (about, kind, part) select about, 'review.overdue', part from late
      on conflict do nothing returning about, part
    )
    select l.office_id as "officeId", 'review.overdue' as kind, l.about, l.about as "announcementId",
      null as "targetId", l.version as "subjectId", hub_now() as at
    from late l join made using (about, part)`.execute(tx);
  return rows;
}

async function lateTasks(tx: Tx): Promise<Late[]> {
  const { rows } = await sql<Late>`
    with late as (
      select k.id, k.office_id, d.announcement_id, d.id as delivery, d.target_id
      from task k join delivery d on d.id = k.delivery_id
      where k.closed_at is null and k.answered_at is null and k.opened_at <= hub_now() - ${hours(WAITS_HOURS)}
    ), made as (
      insert into reminder (about, kind, part) select id, 'task.overdue', '' from late
      on conflict do nothing returning about
    )
    select l.office_id as "officeId", 'task.overdue' as kind, l.announcement_id as about,
      l.announcement_id as "announcementId", l.target_id as "targetId", l.delivery as "subjectId", hub_now() as at
    from late l join made m on m.about = l.id`.execute(tx);
  return rows;
}

/** Nobody waits for the reply any more once it came or the question was withdrawn. */
const openConsultation = sql`not exists (select from consultation_end e where e.consultation_id = c.id)
  and c.due_at <= hub_now()`;

async function lateConsultations(tx: Tx): Promise<Late[]> {
  const { rows } = await sql<Late>`
    with late as (
      select c.id, c.office_id, c.announcement_id from consultation c where ${openConsultation}
    ), made as (
      insert into reminder (about, kind, part) select id, 'consultation.overdue', '' from late
      on conflict do nothing returning about
    )
    select l.office_id as "officeId", 'consultation.overdue' as kind, l.announcement_id as about,
      l.announcement_id as "announcementId", null as "targetId", l.id as "subjectId", hub_now() as at
    from late l join made m on m.about = l.id`.execute(tx);
  return rows;
}

/** Each look at what is withheld names a day, so each number is another reminder. */
async function dueLooks(tx: Tx): Promise<Late[]> {
  const { rows } = await sql<Late>`
    with late as (
      select a.id, a.office_id, n.version_id, n.version_id::text || ':' || n.number as part
      from announcement a join lateral (
        select * from withholding w where w.version_id = a.current_version_id order by w.number desc limit 1) n on true
      where a.stage = 'withheld' and n.again_on <= (hub_now() at time zone 'Asia/Shanghai')::date
    ), made as (
      insert into reminder (about, kind, part) select id, 'withheld.due', part from late
      on conflict do nothing returning about, part
    )
    select l.office_id as "officeId", 'withheld.due' as kind, l.id as about, l.id as "announcementId",
      null as "targetId", l.version_id as "subjectId", hub_now() as at
    from late l join made m on m.about = l.id and m.part = l.part`.execute(tx);
  return rows;
}

/** Words about an announcement of whose consultations none is overdue any more count as read. */
async function consultationsAreOver(tx: Tx): Promise<void> {
  const { rows } = await sql<{ officeId: string; memberId: string }>`
    update notification n set read_at = hub_now()
    where n.kind = 'consultation.overdue' and n.read_at is null and not exists (
      select from consultation c where c.announcement_id = n.about and ${openConsultation})
    returning n.office_id as "officeId", n.member_id as "memberId"`.execute(tx);
  await announce(tx, rows);
}

/** Once as its end comes near, and once when it has passed. */
async function lateAfterReviews(tx: Tx): Promise<Late[]> {
  const { rows } = await sql<Late>`
    with late as (
      select w.office_id, w.announcement_id as about, w.version_id as version,
        case when w.due_at <= hub_now() then 'after.overdue' else 'after.near' end as kind
      from after_review w where w.outcome is null and w.due_at <= hub_now() + ${hours(afterReviewNearHours)}
    ), made as (
      insert into reminder (about, kind, part) select about, kind, version::text from late
      on conflict do nothing returning about, kind
    )
    select l.office_id as "officeId", l.kind, l.about, l.about as "announcementId", null as "targetId",
      l.version as "subjectId", hub_now() as at
    from late l join made using (about, kind)`.execute(tx);
  return rows;
}

/** Once as its last day comes near, and once when that has passed; another last day begins anew. */
async function lateRectifications(tx: Tx): Promise<Late[]> {
  const today = sql`(hub_now() at time zone 'Asia/Shanghai')::date`;
  const { rows } = await sql<Late>`
    with late as (
      select r.office_id, r.id as about, r.announcement_id, d.due_on::text as part,
        case when d.due_on < ${today} then 'rectification.overdue' else 'rectification.near' end as kind
      from rectification r join lateral (
        select x.due_on from rectification_step x where x.rectification_id = r.id and x.due_on is not null
        order by x.number desc limit 1) d on true
      where d.due_on <= ${today} + ${rectificationNearDays}::int
        and not exists (select from rectification_step x where x.rectification_id = r.id and x.act = 'signed')
    ), made as (
      insert into reminder (about, kind, part) select about, kind, part from late
      on conflict do nothing returning about, kind
    )
    select l.office_id as "officeId", l.kind, l.about, l.announcement_id as "announcementId", null as "targetId",
      l.about as "subjectId", hub_now() as at
    from late l join made using (about, kind)`.execute(tx);
  return rows;
}

/** A task's end stands in no entry of the ledger: words about an announcement without open tasks count as read. */
async function tasksAreOver(tx: Tx): Promise<void> {
  const { rows } = await sql<{ officeId: string; memberId: string }>`
    update notification n set read_at = hub_now()
    where n.kind in ('task.open', 'task.overdue') and n.read_at is null and not exists (
      select from delivery d join task k on k.delivery_id = d.id
      where d.announcement_id = n.about and k.closed_at is null)
    returning n.office_id as "officeId", n.member_id as "memberId"`.execute(tx);
  await announce(tx, rows);
}
