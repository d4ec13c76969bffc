import { sql } from 'kysely';
import { announceChange } from '../../store/changed.js';
import type { Tx } from '../../store/database.js';
import { appendLedger, type LedgerEntry } from '../../store/ledger.js';
import type { Change } from './write.js';

/**
 * Says what opened and what closed: one entry of the ledger for each group and kind, however many screens it is about, so
 * that a switch that fails does not fill the ledger. The notifications follow the ledger.
 */
export async function tell(tx: Tx, changes: readonly Change[]): Promise<void> {
  const told = changes.filter(({ step }) => step === 'open' || step === 'close');
  if (told.length === 0) return;
  const left = await openIn(tx, [...new Set(told.map(({ targetId }) => targetId))]);
  const entries = new Map<string, LedgerEntry & { data: { screens: string[] } }>();
  for (const { step, kind, officeId, targetId, screenId } of told) {
    const name = `${step} ${kind} ${targetId}`;
    const entry = entries.get(name) ?? {
      officeId,
      actor: 'system:screens',
      kind: step === 'open' ? 'screen.alert_opened' : 'screen.alert_closed',
      subjectId: targetId,
      data: { alert: kind, left: left.get(targetId) ?? 0, screens: [] },
    };
    entry.data.screens.push(screenId);
    entries.set(name, entry);
  }
  await appendLedger(tx, [...entries.values()]);
  for (const officeId of new Set(told.map((change) => change.officeId))) {
    const ids = told.filter((change) => change.officeId === officeId).map(({ screenId }) => screenId);
    await announceChange(tx, officeId, { topic: 'screen', ids });
  }
}

/** How many alerts stand open in each group now. */
async function openIn(tx: Tx, targets: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ target: string; open: number }>`
    select s.target_id as target, count(*)::int as open from screen_alert a join screen s on s.id = a.screen_id
    where s.target_id = any(${[...targets]}::uuid[]) and a.closed_at is null and a.opened_at is not null
    group by s.target_id`.execute(tx);
  return new Map(rows.map(({ target, open }) => [target, open]));
}
