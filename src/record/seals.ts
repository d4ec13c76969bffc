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
  sealedAt: Date;
}

/** The hash that the next seal names. */
export function sealHash(seal: Omit<Seal, 'hash'>): string {
  return sha256(
    canonicalJson({
      number: seal.number,
      prev: seal.prev,
      root: seal.root,
      from: seal.from,
      to: seal.to,
      entries: seal.entries,
      sealedAt: seal.sealedAt.toISOString(),
    }),
  );
}

/** Seals in their order, behind a number. */
export async function readSeals(db: Db | Tx, after = '0', limit = 1_000): Promise<Seal[]> {
  const { rows } = await sql<Omit<Seal, 'from' | 'to'> & { ft: string; fi: string; tt: string; ti: string }>`
    select number::text as number, prev, hash, root, from_txid::text as ft, from_id::text as fi, to_txid::text as tt,
      to_id::text as ti, entries::int as entries, sealed_at as "sealedAt"
    from seal where number > ${after}::bigint order by seal.number limit ${limit}`.execute(db);
  return rows.map(({ ft, fi, tt, ti, ...row }) => ({
    ...row,
    from: { txid: ft, id: fi },
    to: { txid: tt, id: ti },
  }));
}

export async function lastSeal(db: Db | Tx): Promise<Seal | undefined> {
  const { rows } = await sql<{ number: string }>`select (max(number) - 1)::text as number from seal`.execute(
    db,
  );
  const number = rows[0]?.number;
  return number === undefined || (number as string | null) === null
    ? undefined
    : (await readSeals(db, number, 1))[0];
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
      sealedAt: turn.now,
    };
    await sql`
      insert into seal (number, prev, hash, root, from_txid, from_id, to_txid, to_id, entries, sealed_at)
      values (${seal.number}, ${seal.prev}, ${sealHash(seal)}, ${seal.root}, ${seal.from.txid}::text::xid8, ${seal.from.id},
        ${seal.to.txid}::text::xid8, ${seal.to.id}, ${seal.entries}, ${seal.sealedAt})`.execute(tx);
    return entries.length;
  });
}
