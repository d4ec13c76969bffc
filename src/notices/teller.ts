import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { sql } from 'kysely';
import { newId } from '../platform/ids.js';
import { follow, START } from '../record/index.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, type Db, type Tx } from '../store/database.js';
import { Housekeeping } from '../store/housekeeping.js';
import { Targets } from '../targets/index.js';
import { audience, isCurrent } from './audience.js';
import { backgroundOf } from './background.js';
import { ACCEPTED, join, read, readKinds, type Settled, type Word } from './facts.js';
import { layOut } from './hooks/outbox.js';

const BATCH = 5_000;
/** What is older was read, or nobody will. */
const KEPT_DAYS = 180;
/** Ids that one word to open pages holds. */
const PAGE_IDS = 150;

const wanted = sql`e.kind = any(${[...readKinds]}::text[]) or (e.kind = ${ACCEPTED} and exists (
  select from task k where k.delivery_id = e.subject_id and k.closed_at is null))`;

interface Told {
  memberId: string;
  word: Word;
}

/**
 * Turns the ledger's new entries into notifications. Entries, cursor and notifications move in one transaction, so
 * that each entry is told once, whatever breaks in between.
 */
@Injectable()
export class Teller implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly targets: Targets,
    private readonly housekeeping: Housekeeping,
  ) {}

  onApplicationBootstrap(): void {
    this.housekeeping.every('notices', '1-59/2 * * * * *', () => this.catchUp());
    this.housekeeping.every('old notices', '30 17 3 * * *', () => this.forget());
  }

  /** Tells everything that is settled by now. */
  async catchUp(): Promise<void> {
    while ((await this.round(BATCH)) === BATCH);
  }

  /** One stretch of the ledger; how many entries it passed. Of several processes one does, and the others pass none. */
  async round(limit: number): Promise<number> {
    await sql`insert into notice_cursor (txid, id) values (${START.txid}::text::xid8, ${START.id})
      on conflict do nothing`.execute(this.db);
    return this.db.transaction().execute(async (tx) => {
      const cursor = await sql<{ txid: string; id: string }>`
        select txid::text as txid, id::text as id from notice_cursor for update skip locked`.execute(tx);
      const [after] = cursor.rows;
      const stretch = after && (await follow(tx, after, wanted, limit));
      if (!stretch) return 0;
      const { facts, settled } = read(stretch.entries);
      await settle(tx, settled);
      const words = join(facts);
      if (words.length > 0) {
        const press = this.targets.channelsAt('press').map(({ id }) => id);
        const background = await backgroundOf(tx, facts, press);
        await layOut(
          tx,
          words.filter((word) => isCurrent(word, background)),
        );
        await tell(
          tx,
          words.flatMap((word) => audience(word, background).map((memberId) => ({ memberId, word }))),
        );
      }
      await sql`update notice_cursor set txid = ${stretch.end.txid}::text::xid8, id = ${stretch.end.id}`.execute(
        tx,
      );
      return stretch.passed;
    });
  }

  private async forget(): Promise<void> {
    const old = sql`at < hub_now() - make_interval(days => ${KEPT_DAYS})`;
    await sql`delete from notification where ${old}`.execute(this.db);
    await sql`delete from hook_message where ${old}`.execute(this.db);
  }
}

async function settle(tx: Tx, settled: readonly Settled[]): Promise<void> {
  const pairs = settled.flatMap(({ about, kinds }) => kinds.map((kind) => ({ about, kind })));
  if (pairs.length === 0) return;
  const { rows } = await sql<{ office: string; member: string }>`
    update notification n set read_at = hub_now()
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as s (about uuid, kind text)
    where n.about = s.about and n.kind = s.kind and n.read_at is null
    returning n.office_id as office, n.member_id as member`.execute(tx);
  await announce(
    tx,
    rows.map(({ office, member }) => ({ officeId: office, memberId: member })),
  );
}

/** Unread ones of a kind about the same thing are one, with all the targets that they name. */
async function tell(tx: Tx, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  const rows = told.map(({ memberId, word }) => ({
    id: newId(),
    office: word.officeId,
    member: memberId,
    kind: word.kind,
    about: word.about,
    announcement: word.announcementId ?? null,
    targets: word.targetIds,
    subject: word.subjectId,
    at: word.at.toISOString(),
    times: word.facts.length,
  }));
  await sql`
    insert into notification as n
      (id, office_id, member_id, kind, about, announcement_id, target_ids, subject_id, at, times)
    select r.id, r.office, r.member, r.kind, r.about, r.announcement, r.targets, r.subject, r.at, r.times
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, office uuid, member uuid, kind text,
      about uuid, announcement uuid, targets uuid[], subject uuid, at timestamptz, times int)
    on conflict (member_id, kind, about) where read_at is null do update set
      at = greatest(n.at, excluded.at), times = n.times + excluded.times, subject_id = excluded.subject_id,
      target_ids = array(select distinct unnest(n.target_ids || excluded.target_ids) as one order by one)`.execute(
    tx,
  );
  await announce(
    tx,
    told.map(({ memberId, word }) => ({ officeId: word.officeId, memberId })),
  );
}

/** Open pages of these members hear that their notifications changed, and nobody else's. */
async function announce(tx: Tx, whose: readonly { officeId: string; memberId: string }[]): Promise<void> {
  const offices = new Map<string, Set<string>>();
  for (const { officeId, memberId } of whose)
    offices.set(officeId, (offices.get(officeId) ?? new Set()).add(memberId));
  for (const [officeId, members] of offices) {
    const ids = [...members];
    for (let at = 0; at < ids.length; at += PAGE_IDS)
      await announceChange(tx, officeId, { topic: 'notification', ids: ids.slice(at, at + PAGE_IDS) });
  }
}
