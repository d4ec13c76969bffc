import { sql } from 'kysely';
import { DISPLAY_CHANNEL } from '../contract/display.js';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { announceChange } from '../store/changed.js';
import type { Actor, Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { bumpEpoch, changeCards } from './groups.js';
import { hintEach, type Hint } from './hints.js';

/** A screen that is locked until the transaction ends. */
export interface ScreenRow {
  id: string;
  target_id: string;
}

export const actorOf = (caller: Caller): Actor => `member:${caller.memberId}`;

/** Those of the ids that are the office's screens and were not revoked, always locked in the same order. */
export async function lockScreens(tx: Tx, officeId: string, ids: readonly string[]): Promise<ScreenRow[]> {
  return tx
    .selectFrom('screen')
    .select(['id', 'target_id'])
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .where('office_id', '=', officeId)
    .where('revoked_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** @throws HubError unknown_target */
export async function checkGroup(tx: Tx, officeId: string, targetId: string): Promise<void> {
  const target = await tx
    .selectFrom('target')
    .select('id')
    .where('id', '=', targetId)
    .where('office_id', '=', officeId)
    .where('channel', '=', DISPLAY_CHANNEL)
    .where('enabled', '=', true)
    .executeTakeFirst();
  if (!target) throw new HubError('unknown_target', 'choose a group of screens of your office');
}

/**
 * Puts screens into another group. Its epoch is made to exceed the old ones': a screen refuses manifests that look older.
 */
export async function moveScreens(
  tx: Tx,
  caller: Caller,
  screens: readonly ScreenRow[],
  targetId: string,
): Promise<void> {
  const moved = screens.filter((screen) => screen.target_id !== targetId);
  if (moved.length === 0) return;
  const ids = moved.map(({ id }) => id);
  await tx
    .updateTable('screen')
    .set({ target_id: targetId })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
  const words: Hint[] = [];
  let newest = 0;
  for (const old of [...new Set(moved.map((screen) => screen.target_id))].sort()) {
    const epoch = await bumpEpoch(tx, old);
    newest = Math.max(newest, epoch);
    words.push({ kind: 'changed', targetId: old, epoch });
  }
  const epoch = await bumpEpoch(tx, targetId, newest + 1);
  words.push({ kind: 'changed', targetId, epoch });
  words.push(...ids.map((screenId): Hint => ({ kind: 'moved', screenId, targetId, epoch })));
  await record(tx, caller, 'screen.moved', moved, (screen) => ({ from: screen.target_id, target: targetId }));
  await hintEach(tx, words);
  // After the move is heard of, so that the card finds the screen in its new group.
  await changeCards(tx, ids);
  await announceChange(tx, caller.officeId, { topic: 'screen', ids });
}

/** Ends the screens' rights at once; they are told to wipe themselves. */
export async function revokeScreens(tx: Tx, caller: Caller, screens: readonly ScreenRow[]): Promise<void> {
  const ids = screens.map(({ id }) => id);
  await tx
    .updateTable('screen')
    .set({ revoked_at: sql<Date>`hub_now()` })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
  await record(tx, caller, 'screen.revoked', screens, (screen) => ({ target: screen.target_id }));
  await hintEach(
    tx,
    ids.map((screenId): Hint => ({ kind: 'revoked', screenId })),
  );
  await announceChange(tx, caller.officeId, { topic: 'screen', ids });
}

async function record(
  tx: Tx,
  caller: Caller,
  kind: string,
  screens: readonly ScreenRow[],
  dataOf: (screen: ScreenRow) => Record<string, string>,
): Promise<void> {
  await appendLedger(
    tx,
    screens.map((screen) => ({
      officeId: caller.officeId,
      actor: actorOf(caller),
      kind,
      subjectId: screen.id,
      data: dataOf(screen),
    })),
  );
}
