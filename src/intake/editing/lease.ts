import { sql, type RawBuilder } from 'kysely';
import { HubError } from '../../contract/errors.js';
import { databaseNow, type Tx } from '../../store/database.js';
import { announceChange } from '../../store/changed.js';
import { isHolder, penNow, type Pen, type Who } from './pen.js';

/** The announcement whose pen it is. */
export interface Draft {
  id: string;
  officeId: string;
}

/** Moves a draft's pen on, and tells open pages when another one has it or asks for it. */
export async function movePen(
  tx: Tx,
  { id, officeId }: Draft,
  move: (pen: Pen, now: Date) => Pen,
): Promise<{ pen: Pen; now: Date }> {
  await tx
    .insertInto('draft_pen')
    .values({ announcement_id: id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const before = await readPen(tx, id);
  const now = await databaseNow(tx);
  const pen = move(before, now);
  await tx.updateTable('draft_pen').set(toColumns(pen)).where('announcement_id', '=', id).execute();
  if (pageOf(before.holder) !== pageOf(pen.holder) || pageOf(before.asked) !== pageOf(pen.asked))
    await announceChange(tx, officeId, { topic: 'presence', ids: [id] });
  return { pen, now };
}

const pageOf = (who: Who | undefined): string => (who ? `${who.member} ${who.tab}` : '');

/** Locked until the transaction ends. */
async function readPen(tx: Tx, id: string): Promise<Pen> {
  const row = await tx
    .selectFrom('draft_pen')
    .selectAll()
    .where('announcement_id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return {};
  const { holder_id: member, holder_tab: tab, since, active_at: activeAt, until } = row;
  const { asked_by: asker, asked_tab: askedTab, asked_until: askedUntil } = row;
  return {
    ...(member !== null && tab !== null && since && activeAt && until
      ? { holder: { member, tab, since, activeAt, until } }
      : {}),
    ...(asker !== null && askedTab !== null && askedUntil
      ? { asked: { member: asker, tab: askedTab, until: askedUntil } }
      : {}),
  };
}

const toColumns = ({ holder, asked }: Pen) => ({
  holder_id: holder?.member ?? null,
  holder_tab: holder?.tab ?? null,
  since: holder?.since ?? null,
  active_at: holder?.activeAt ?? null,
  until: holder?.until ?? null,
  asked_by: asked?.member ?? null,
  asked_tab: asked?.tab ?? null,
  asked_until: asked?.until ?? null,
});

/** In a statement over `announcement`: the page has the pen, or, for a program without a page, nobody has. */
export function penAllows(memberId: string, tab: string | undefined): RawBuilder<boolean> {
  const live = sql`p.announcement_id = announcement.id and p.until > hub_now()`;
  if (tab === undefined) return sql<boolean>`not exists (select from draft_pen p where ${live})`;
  return sql<boolean>`exists (select from draft_pen p
    where ${live} and p.holder_id = ${memberId} and p.holder_tab = ${tab})`;
}

/** @throws HubError `pen_held` when another page has it, with who that is in its facts */
export async function refuseHeld(tx: Tx, id: string, who: Who | undefined): Promise<void> {
  const { holder } = penNow(await readPen(tx, id), await databaseNow(tx));
  if (holder === undefined || (who && isHolder({ holder }, who))) return;
  throw await held(tx, holder);
}

/** @throws HubError `pen_held` when another member has it */
export async function requireNobodyElse(tx: Tx, id: string, memberId: string): Promise<void> {
  const { holder } = penNow(await readPen(tx, id), await databaseNow(tx));
  if (holder !== undefined && holder.member !== memberId) throw await held(tx, holder);
}

async function held(tx: Tx, { member: memberId, since }: Who & { since: Date }): Promise<HubError> {
  const { name } = await tx
    .selectFrom('member')
    .select('name')
    .where('id', '=', memberId)
    .executeTakeFirstOrThrow();
  return new HubError('pen_held', `${name} is writing it: ask for the pen, or wait.`, {
    facts: { holder: { id: memberId, name }, since: since.toISOString() },
  });
}
