import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { announceChange } from '../../store/changed.js';
import { transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { changeGroup } from '../groups.js';

/** What the ledger says of boards: which one and which entry, never whose or where somebody was. */
export type BoardAct =
  | 'board.created'
  | 'board.changed'
  | 'board.removed'
  | 'board.entry_added'
  | 'board.entry_changed'
  | 'board.entry_removed';

export const actor = ({ memberId }: Caller): `member:${string}` => `member:${memberId}`;

/** One act on a board: recorded, and told to screens and pages. */
export async function act(
  db: Db,
  caller: Caller,
  { kind, boardId, entryId }: { kind: BoardAct; boardId: string; entryId?: string | undefined },
  work: (tx: Tx) => Promise<void>,
): Promise<void> {
  await transact(db, actor(caller), async (tx) => {
    const before = await groupsOf(tx, boardId);
    await work(tx);
    const subjectId = entryId ?? boardId;
    const data: Record<string, string> = entryId === undefined ? {} : { board: boardId };
    await appendLedger(tx, [{ officeId: caller.officeId, actor: actor(caller), kind, subjectId, data }]);
    await tellOf(tx, caller.officeId, boardId, before);
  });
}

/** The screens of the groups that show the board, or showed it before, and the open pages. */
export async function tellOf(
  tx: Tx,
  officeId: string,
  boardId: string,
  before: readonly string[] = [],
): Promise<void> {
  // In one order, so that two changes at once wait for each other and never in a circle.
  const groups = [...new Set([...before, ...(await groupsOf(tx, boardId))])].sort();
  for (const targetId of groups) await changeGroup(tx, targetId);
  await announceChange(tx, officeId, { topic: 'board', ids: [boardId] });
}

async function groupsOf(tx: Tx, boardId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('board_group')
    .select('target_id')
    .where('board_id', '=', boardId)
    .execute();
  return rows.map((row) => row.target_id);
}

/** Holds the board until the transaction ends. @throws HubError `not_found` when the office has no such board */
export async function holdBoard(tx: Tx, officeId: string, id: string): Promise<void> {
  const row = await tx
    .selectFrom('board')
    .select('id')
    .where('id', '=', id)
    .where('office_id', '=', officeId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new HubError('not_found', 'there is no such board');
}
