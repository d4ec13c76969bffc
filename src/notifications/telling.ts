import { sql } from 'kysely';
import { newId } from '../platform/ids.js';
import { announceChange } from '../store/changed.js';
import type { Tx } from '../store/database.js';
import { audience, isCurrent } from './audience.js';
import { backgroundOf } from './background.js';
import { join, type Fact, type Settled, type Word } from './facts.js';
import { layOut } from './hooks/outbox.js';

/** Ids that one word to open pages holds. */
const PAGE_IDS = 150;

interface Told {
  memberId: string;
  word: Word;
}

/** Tells facts to everybody whom they concern, and to the hooks of their offices. `press`: the media liaison's channels. */
export async function tellFacts(tx: Tx, facts: readonly Fact[], press: readonly string[]): Promise<void> {
  if (facts.length === 0) return;
  const background = await backgroundOf(tx, facts, press);
  const words = join(facts).filter((word) => isCurrent(word, background));
  await layOut(tx, words);
  await tell(
    tx,
    words.flatMap((word) => audience(word, background).map((memberId) => ({ memberId, word }))),
  );
}

/** What is over counts as read. */
export async function settle(tx: Tx, settled: readonly Settled[]): Promise<void> {
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
export async function announce(
  tx: Tx,
  whose: readonly { officeId: string; memberId: string }[],
): Promise<void> {
  const offices = new Map<string, Set<string>>();
  for (const { officeId, memberId } of whose)
    offices.set(officeId, (offices.get(officeId) ?? new Set()).add(memberId));
  for (const [officeId, members] of offices) {
    const ids = [...members];
    for (let at = 0; at < ids.length; at += PAGE_IDS)
      await announceChange(tx, officeId, { topic: 'notification', ids: ids.slice(at, at + PAGE_IDS) });
  }
}
