import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { BulkAction, BulkRequest, BulkResults } from '../contract/api.js';
import type { ErrorCode } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { Commands } from './commands/commands.js';
import { changeCards } from './groups.js';
import { actorOf, checkGroup, lockScreens, moveScreens, revokeScreens, type ScreenRow } from './moves.js';

type Refused = ReadonlyMap<string, ErrorCode>;
const nobody: Refused = new Map();

/** One action for many screens, in one transaction: what cannot be done with one of them does not keep the others from it. */
@Injectable()
export class Bulk {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly commands: Commands,
  ) {}

  /** @throws HubError unknown_target for a group that is none, whatever the screens */
  async run(caller: Caller, { ids, action }: BulkRequest): Promise<BulkResults> {
    return transact(this.db, actorOf(caller), async (tx) => {
      if (action.kind === 'move') await checkGroup(tx, caller.officeId, action.targetId);
      const screens = await lockScreens(tx, caller.officeId, ids);
      const refused = await this.act(tx, caller, screens, action);
      const known = new Set(screens.map(({ id }) => id));
      return {
        results: ids.map((id) => {
          const code = known.has(id) ? refused.get(id) : 'not_found';
          return code === undefined ? { id } : { id, code };
        }),
      };
    });
  }

  private async act(
    tx: Tx,
    caller: Caller,
    screens: readonly ScreenRow[],
    action: BulkAction,
  ): Promise<Refused> {
    if (screens.length === 0) return nobody;
    if (action.kind === 'tag') return tag(tx, caller, screens, action);
    if (action.kind === 'move') await moveScreens(tx, caller, screens, action.targetId);
    if (action.kind === 'remove') await revokeScreens(tx, caller, screens);
    if (action.kind === 'command')
      await this.commands.ask(
        tx,
        caller,
        action.command,
        screens.map(({ id }) => id),
      );
    return nobody;
  }
}

/** Refuses those that would have more tags than a screen may have. */
async function tag(
  tx: Tx,
  caller: Caller,
  screens: readonly ScreenRow[],
  { add, remove }: Extract<BulkAction, { kind: 'tag' }>,
): Promise<Refused> {
  const { rows } = await sql<{ id: string }>`
    update screen s set tags = n.tags
    from screen o cross join lateral (
      select coalesce(array_agg(t order by t), '{}') as tags from (
        select unnest(o.tags || ${add}::text[]) as t except select unnest(${remove}::text[])) x) n
    where s.id = o.id and o.id = any(${screens.map(({ id }) => id)}::uuid[]) and cardinality(n.tags) <= 20
    returning s.id`.execute(tx);
  const ids = rows.map(({ id }) => id);
  await changeCards(tx, ids);
  await announceChange(tx, caller.officeId, { topic: 'screen', ids });
  const done = new Set(ids);
  return new Map(
    screens.flatMap(({ id }): [string, ErrorCode][] => (done.has(id) ? [] : [[id, 'invalid_request']])),
  );
}
