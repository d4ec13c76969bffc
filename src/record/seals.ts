import { sql } from 'kysely';
import { canonicalJson, sha256 } from '../platform/hash.js';
import type { Db, Tx } from '../store/database.js';
import { leafText, settledEntries, START, type Position } from './entries.js';
import { leafHash, MerkleRoot } from './merkle.js';

/** What the first seal names as the one before it. */
export const GENESIS = sha256('tongbo ledger');

/** One seal: the root of a range of entries, chained to the seal before by its hash. */
export interface Seal {
  number: string;
  prev: string;
  hash: string;
  root: string;
  from: Position;
  to: Position;
  entries: number;
  /** With milliseconds; more digits only where somebody changed it. */
  sealedAt: string;
}

/** The hash that the next seal names. */
export function sealHash({ number, prev, root, from, to, entries, sealedAt }: Omit<Seal, 'hash'>): string {
  return sha256(canonicalJson({ number, prev, root, from, to, entries, sealedAt }));
}

interface SealRow {
  number: string;
  prev: string;
  hash: string;
  root: string;
  ft: string;
  fi: string;
  tt: string;
  ti: string;
  entries: string;
  at: string;
}

async function select(db: Db | Tx, which: ReturnType<typeof sql>): Promise<Seal[]> {
  const { rows } = await sql<SealRow>`
    select number::text as number, prev, hash, root, from_txid::text as ft, from_id::text as fi, to_txid::text as tt,
      to_id::text as ti, entries::text as entries,
      to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        || case when sealed_at < timestamptz '0001-01-01 00:00:00+00' then ' BC' else '' end as at
    from seal ${which}`.execute(db);
  return rows.map(({ ft, fi, tt, ti, at, entries, ...row }) => ({
    ...row,
    from: { txid: ft, id: fi },
    to: { txid: tt, id: ti },
    entries: Number(entries),
    sealedAt: at.replace(/000Z$/, 'Z'),
  }));
}

/** Seals in their order, behind a number; from the first one without it. */
export async function readSeals(db: Db | Tx, after?: string, limit = 1_000): Promise<Seal[]> {
  return select(
    db,
    sql`${after === undefined ? sql`` : sql`where number > ${after}::bigint`} order by seal.number limit ${limit}`,
  );
}

/** The seal of a number and those that were made within the time behind it, at most `limit`. */
export async function sealsFrom(
  db: Db | Tx,
  number: string,
  withinMs: number,
  limit: number,
): Promise<Seal[]> {
  return select(
    db,
    sql`where number >= ${number}::bigint and sealed_at <=
      (select sealed_at from seal where number = ${number}::bigint) + ${withinMs} * interval '1 millisecond'
      order by seal.number limit ${limit}`,
  );
}

export async function sealOf(db: Db | Tx, number: string): Promise<Seal | undefined> {
  return (await select(db, sql`where number = ${number}::bigint`))[0];
}

export async function lastSeal(db: Db | Tx): Promise<Seal | undefined> {
  return (await select(db, sql`order by seal.number desc limit 1`))[0];
}

/**
 * Seals the next batch of settled entries, at most `limit`. Of several processes one seals and the others find the
 * lock taken. Returns how many entries were sealed.
 */
export async function sealNext(db: Db, limit = 10_000): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ mine: boolean; now: Date }>`
      select pg_try_advisory_xact_lock(hashtext('hub seal')) as mine, date_trunc('milliseconds', hub_now()) as now`.execute(
      tx,
    );
    const [turn] = rows;
    if (!turn?.mine) return 0;
    const before = await lastSeal(tx);
    const entries = await settledEntries(tx, before?.to ?? START, limit);
    const [first] = entries;
    const last = entries.at(-1);
    if (!first || !last) return 0;
    const tree = new MerkleRoot();
    for (const entry of entries) tree.add(leafHash(leafText(entry)));
    const seal = {
      number: String(BigInt(before?.number ?? 0) + 1n),
      prev: before?.hash ?? GENESIS,
      root: tree.root(),
      from: { txid: first.txid, id: first.id },
      to: { txid: last.txid, id: last.id },
      entries: entries.length,
      sealedAt: turn.now.toISOString(),
    };
    await sql`
      insert into seal (number, prev, hash, root, from_txid, from_id, to_txid, to_id, entries, sealed_at)
      values (${seal.number}, ${seal.prev}, ${sealHash(seal)}, ${seal.root}, ${seal.from.txid}::text::xid8, ${seal.from.id},
        ${seal.to.txid}::text::xid8, ${seal.to.id}, ${seal.entries}, ${seal.sealedAt})`.execute(tx);
    return entries.length;
  });
}
