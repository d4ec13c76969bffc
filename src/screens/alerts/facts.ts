import { sql } from 'kysely';
import type { AlertKind } from '../../contract/api.js';
import type { Tx } from '../../store/database.js';
import { isOnline } from '../groups.js';
import type { ScreenFacts, Standing } from './judge.js';

export interface ScreenRow {
  id: string;
  officeId: string;
  targetId: string;
  facts: ScreenFacts;
  /** How often each kind's alert was closed within the last hour. */
  recent: Partial<Record<AlertKind, number>>;
}

export interface StandingRow extends Standing {
  id: string;
  screenId: string;
  officeId: string;
  targetId: string;
  kind: AlertKind;
}

interface Read {
  id: string;
  office_id: string;
  target_id: string;
  online: boolean;
  silent_since: Date;
  since: Date | null;
  behind_since: Date | null;
  shows: ScreenFacts['shows'];
  has_something: boolean;
  trusted: boolean | null;
  offset_ms: number | null;
  usage: string | null;
  quota: string | null;
  persisted: boolean | null;
  picture: string | null;
  copied_at: Date | null;
  recent: Partial<Record<AlertKind, number>> | null;
}

/**
 * Every screen that was not removed, as the database knows it. A key that is no item's is one of the player's own pages, and
 * nothing is held against it: what may be shown comes in a signed manifest, which has items of the screen's own group only.
 */
export async function readFleet(tx: Tx, listeningSince: Date): Promise<ScreenRow[]> {
  const isThere = sql`n.retracted_at is null and n.published_at <= hub_now() and (n.until is null or n.until > hub_now())`;
  // A screen shows nothing of its items while it rests, beneath a warning or a slate, and where a programme says so.
  const isMeant = sql`(coalesce(p.health->>'picture', '') = 'resting'
    or exists (select from slate l where l.target_id = s.target_id and l.lifted_at is null)
    or exists (select from warning w where s.target_id = any(w.target_ids) and w.ended_at is null
      and (w.text->>'until')::timestamptz > hub_now())
    or exists (select from screen_programme m where m.target_id = s.target_id))`;
  const { rows } = await sql<Read>`
    with recent as (
      select screen_id, jsonb_object_agg(kind, times) as times from (
        select screen_id, kind, count(*) as times from screen_alert
        where closed_at > hub_now() - interval '1 hour' group by screen_id, kind) k
      group by screen_id)
    select s.id, s.office_id, s.target_id, s.copied_at, ${isOnline} as online, p.since,
      greatest(p.last_seen_at, s.claimed_at, ${listeningSince}) as silent_since,
      case when coalesce(p.epoch, -1) < g.epoch then g.changed_at end as behind_since,
      case when p.showing is null then 'nothing'
        when i.key is null then 'something'
        when i.office_id <> s.office_id or i.target_id <> s.target_id then 'not_ours'
        when i.retracted_at is not null or i.until <= hub_now() then 'taken_back'
        else 'something' end as shows,
      case when p.showing is null and p.session is not null and not ${isMeant} then exists (
        select from screen_receipt r join screen_item n on n.key = r.item_key
        where r.screen_id = s.id and r.state in ('verified', 'painted') and n.target_id = s.target_id and ${isThere})
        else false end as has_something,
      (p.health->>'clockTrusted')::boolean as trusted, (p.health->>'clockOffsetMs')::float8 as offset_ms,
      p.health->'storage'->>'usage' as usage, p.health->'storage'->>'quota' as quota,
      (p.health->'storage'->>'persisted')::boolean as persisted, p.health->>'picture' as picture, c.times as recent
    from screen s
    left join screen_presence p on p.screen_id = s.id
    left join screen_group g on g.target_id = s.target_id
    left join screen_item i on i.key = (p.showing->>'key')::uuid
    left join recent c on c.screen_id = s.id
    where s.revoked_at is null`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    officeId: row.office_id,
    targetId: row.target_id,
    recent: row.recent ?? {},
    facts: {
      online: row.online,
      silentSince: row.silent_since,
      since: row.since ?? undefined,
      behindSince: row.behind_since ?? undefined,
      shows: row.shows,
      hasSomething: row.has_something && row.picture !== 'resting',
      clock: row.trusted === null ? undefined : { trusted: row.trusted, offsetMs: row.offset_ms ?? 0 },
      storage:
        row.persisted === null
          ? undefined
          : { usage: Number(row.usage), quota: Number(row.quota), persisted: row.persisted },
      picture: row.picture ?? undefined,
      copiedAt: row.copied_at ?? undefined,
    },
  }));
}

/** Every alert that is not closed, by its screen and kind. */
export async function readStanding(tx: Tx): Promise<Map<string, StandingRow>> {
  const rows = await tx
    .selectFrom('screen_alert as a')
    .innerJoin('screen as s', 's.id', 'a.screen_id')
    .select(['a.id', 'a.screen_id', 'a.office_id', 's.target_id', 'a.kind', 'a.since', 'a.detail'])
    .select(['a.opened_at', 'a.over_at', 'a.settle_seconds'])
    .where('a.closed_at', 'is', null)
    .execute();
  return new Map(
    rows.map((row) => [
      `${row.screen_id} ${row.kind}`,
      {
        id: row.id,
        screenId: row.screen_id,
        officeId: row.office_id,
        targetId: row.target_id,
        kind: row.kind,
        since: row.since,
        detail: row.detail,
        openedAt: row.opened_at ?? undefined,
        overAt: row.over_at ?? undefined,
        settleSeconds: row.settle_seconds,
      },
    ]),
  );
}
