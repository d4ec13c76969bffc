import type { LeafRow } from '../../../src/record/entries.js';
import type { Seal } from '../../../src/record/seals.js';
import { resealed, type Copy } from './copy.js';

export interface Mutation {
  kind: string;
  copy: Copy;
}

const more = (number: string, by: bigint): string => String(BigInt(number) + by);
const turned = (text: string): string => text.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
const texts = (text: string): string[] => [`${text}x`, text.slice(1), text.toUpperCase(), ''];
const orNull = (text: string | null): (string | null)[] => [
  text === null ? turned('0000') : null,
  `${text ?? ''}0`,
];

/** Other values for each column of an entry, all of them such as the column could hold. */
const entryValues: { [C in keyof LeafRow]: (row: LeafRow) => LeafRow[C][] } = {
  txid: ({ txid }) => [more(txid, 1n), more(txid, -1n), '1', '900000000000'],
  id: ({ id }) => [more(id, 1n), more(id, -1n), more(id, -100_000n), more(id, 100_000n)],
  at: ({ at }) => [
    at.replace(/.Z$/, (end) => (end === '0Z' ? '1Z' : '0Z')),
    at.replace(/^2/, '1'),
    `${at} BC`,
  ],
  office_id: ({ office_id }) => [turned(office_id)],
  actor: ({ actor }) => texts(actor),
  kind: ({ kind }) => texts(kind),
  announcement_id: ({ announcement_id }) => orNull(announcement_id),
  subject_id: ({ subject_id }) => orNull(subject_id),
  data: ({ data }) => [
    '{}',
    data.replace('"n": ', '"n": 1'),
    data.replace('"n": ', '"m": '),
    data.replace(/"n": (\d+)/, '"n": $1.0'),
    data.replace(/"n": (\d+)/, '"n": $1.00000000000000000000001'),
    data.replace('}', ', "x": null}'),
  ],
};

/** The same for a seal. */
const sealValues: { [C in keyof Seal]: (seal: Seal) => Seal[C][] } = {
  number: ({ number }) => [more(number, 100n), more(number, -100n), '0'],
  prev: ({ prev }) => [turned(prev), ''],
  hash: ({ hash }) => [turned(hash), ''],
  root: ({ root }) => [turned(root), ''],
  from: ({ from }) => [
    { ...from, txid: more(from.txid, -1n) },
    { ...from, txid: more(from.txid, 1n) },
    { ...from, id: more(from.id, -1n) },
    { ...from, id: more(from.id, 1n) },
  ],
  to: ({ to }) => [
    { ...to, txid: more(to.txid, -1n) },
    { ...to, txid: more(to.txid, 1n) },
    { ...to, id: more(to.id, -1n) },
    { ...to, id: more(to.id, 1n) },
  ],
  entries: ({ entries }) => [entries + 1, entries - 1, 0, 4_294_967_296 + entries],
  sealedAt: ({ sealedAt }) => [sealedAt.replace('Z', '001Z'), sealedAt.replace(/^2/, '1'), `${sealedAt} BC`],
};

const replaced = <T>(list: readonly T[], at: number, ...by: T[]): T[] => [
  ...list.slice(0, at),
  ...by,
  ...list.slice(at + 1),
];

/** Every single thing that can be done to a ledger, at every place of it. */
export function* mutationsOf(copy: Copy): Generator<Mutation> {
  yield* edits(copy);
  yield* deletions(copy);
  yield* reorderings(copy);
  yield* insertions(copy);
  yield* rewritings(copy);
  yield* truncations(copy);
}

function* edits({ entries, seals }: Copy): Generator<Mutation> {
  const taken = new Set(entries.map(({ id }) => id));
  for (const [at, row] of entries.entries()) {
    for (const column of Object.keys(entryValues) as (keyof LeafRow)[]) {
      for (const value of entryValues[column](row)) {
        if (value === row[column] || (column === 'id' && taken.has(value ?? ''))) continue;
        const changed = { ...row, [column]: value };
        yield { kind: `edit entry.${column}`, copy: { seals, entries: replaced(entries, at, changed) } };
      }
    }
  }
  for (const [at, seal] of seals.entries()) {
    for (const column of Object.keys(sealValues) as (keyof Seal)[]) {
      for (const value of sealValues[column](seal)) {
        const changed = { ...seal, [column]: value };
        yield { kind: `edit seal.${column}`, copy: { entries, seals: replaced(seals, at, changed) } };
      }
    }
  }
}

function* deletions({ entries, seals }: Copy): Generator<Mutation> {
  for (const at of entries.keys())
    yield { kind: 'delete entry', copy: { seals, entries: replaced(entries, at) } };
  for (const at of seals.keys()) yield { kind: 'delete seal', copy: { entries, seals: replaced(seals, at) } };
}

function* reorderings({ entries, seals }: Copy): Generator<Mutation> {
  for (const at of entries.keys()) {
    const [a, b] = [entries[at], entries[at + 1]];
    if (!a || !b) continue;
    const places = [
      { ...b, txid: a.txid, id: a.id },
      { ...a, txid: b.txid, id: b.id },
    ];
    const swapped = [...entries.slice(0, at), ...places, ...entries.slice(at + 2)];
    yield { kind: 'swap entries', copy: { seals, entries: swapped } };
  }
  for (const at of seals.keys()) {
    const [a, b] = [seals[at], seals[at + 1]];
    if (!a || !b) continue;
    const swapped = [
      { ...b, number: a.number },
      { ...a, number: b.number },
    ];
    yield {
      kind: 'swap seals',
      copy: { entries, seals: [...seals.slice(0, at), ...swapped, ...seals.slice(at + 2)] },
    };
  }
}

function* insertions({ entries, seals }: Copy): Generator<Mutation> {
  const free = Math.max(...entries.map(({ id }) => Number(id))) + 1;
  const [first] = entries;
  if (first) {
    const before = { ...first, txid: '1', id: String(free) };
    yield { kind: 'insert entry', copy: { seals, entries: [before, ...entries] } };
  }
  for (const row of entries) {
    // Behind the last seal's end a new entry is no forgery: that is where the ledger grows.
    if (row.txid === seals.at(-1)?.to.txid) continue;
    const forged = { ...row, id: String(free) };
    yield { kind: 'insert entry', copy: { seals, entries: [...entries, forged] } };
  }
  for (const seal of seals) {
    for (const number of ['0', '-1', more(seal.number, 1_000n)])
      yield { kind: 'insert seal', copy: { entries, seals: [...seals, { ...seal, number }] } };
  }
}

/** One thing changed and every seal behind it made anew: only an anchor can find that. */
function* rewritings({ entries, seals }: Copy): Generator<Mutation> {
  for (const [at, row] of entries.entries()) {
    const changed = replaced(entries, at, { ...row, kind: 'test.forged' });
    yield { kind: 'edit entry, seal again', copy: resealed({ entries: changed, seals }, 0) };
  }
  for (const [at, seal] of seals.entries()) {
    const changed = replaced(seals, at, { ...seal, sealedAt: seal.sealedAt.replace(/^2/, '1') });
    yield { kind: 'edit seal, seal again', copy: resealed({ entries, seals: changed }, at) };
  }
}

/** Back to every earlier state: so many seals, and so many entries behind the last of them. */
function* truncations({ entries, seals }: Copy): Generator<Mutation> {
  for (let kept = 0; kept < seals.length; kept += 1) {
    const covered = seals.slice(0, kept).reduce((sum, seal) => sum + seal.entries, 0);
    for (let left = covered; left <= entries.length; left += 1) {
      const copy = { entries: entries.slice(0, left), seals: seals.slice(0, kept) };
      yield { kind: 'cut', copy };
    }
  }
  for (let left = 0; left < entries.length; left += 1)
    yield { kind: 'cut entries', copy: { entries: entries.slice(0, left), seals } };
}
