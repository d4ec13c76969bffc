import type { Record as SinkRecord } from '../outside/records.js';
import type { Plan } from '../plan/plan.js';
import { describe, type Row } from './standing.js';

/** What is wrong between the sinks and the ledger, in words, by kind. */
export interface Audit {
  /** Released, not there, and nobody was told. */
  lost: string[];
  /** There twice, or sent twice where each sending has an effect. */
  doubled: string[];
  /** There although the hub says that it is not, or was never let out. */
  untold: string[];
  unconfirmed: number;
}

/** States of which the hub says: it is out there, or may be. */
const mayBeThere = ['sending', 'accepted', 'live', 'missing', 'unconfirmed'];

export function audit(plan: Plan, rows: readonly Row[], records: readonly SinkRecord[]): Audit {
  return {
    lost: [...neverWritten(plan, rows), ...notThere(rows, records)],
    doubled: doubled(records),
    untold: untold(rows, records),
    unconfirmed: rows.filter(({ state }) => state === 'unconfirmed').length,
  };
}

/** Every target that an errand names has a delivery, whatever became of it. */
function neverWritten({ errands }: Plan, rows: readonly Row[]): string[] {
  return errands.flatMap(({ number, targets }) =>
    targets
      .filter((target) => !rows.some((row) => row.announcement === number && row.target === target))
      .map((target) => `announcement ${number} has no delivery at ${target}`),
  );
}

/** What is live, by its version, has to be there; what vanished has to have a person who knows. */
function notThere(rows: readonly Row[], records: readonly SinkRecord[]): string[] {
  return rows
    .filter((row) => row.operation !== 'recall')
    .filter((row) => {
      if (row.state === 'missing') return !row.told;
      if (row.state !== 'live') return false;
      return !records.some((one) => one.key === row.key && one.isThere && one.version === row.version);
    })
    .map(describe);
}

function doubled(records: readonly SinkRecord[]): string[] {
  const wrong: string[] = [];
  const effects = new Map<string, number>();
  const present = new Map<string, number>();
  const add = (counts: Map<string, number>, key: string, count: number): void => {
    counts.set(key, (counts.get(key) ?? 0) + count);
  };
  for (const one of records) {
    add(effects, `${one.kind} ${one.target} announcement ${one.announcement} ${one.key}`, one.effects);
    if (one.kind !== 'letter' && one.isThere)
      add(present, `${one.target} announcement ${one.announcement}`, 1);
  }
  for (const [item, count] of effects) if (count > 1) wrong.push(`${item}: ${count} times`);
  for (const [place, count] of present) if (count > 1) wrong.push(`${place}: ${count} items at once`);
  return wrong;
}

/** A letter that was taken back stays where it is: a person was told to call. */
function untold(rows: readonly Row[], records: readonly SinkRecord[]): string[] {
  return records
    .filter((one) => one.isThere && one.effects > 0)
    .filter((one) => {
      const mine = rows.filter((row) => row.key === one.key);
      const isSaid = mine.some((row) => row.operation !== 'recall' && mayBeThere.includes(row.state));
      const isWithPerson = mine.some((row) => row.state === 'with_person' && row.told);
      return !isSaid && !isWithPerson;
    })
    .map((one) => {
      const said = rows
        .filter((row) => row.key === one.key)
        .map(({ operation, state }) => `${operation} ${state}`);
      return `${one.target} shows announcement ${one.announcement} version ${one.version}; the hub says ${said.join(', ') || 'nothing'}`;
    });
}
