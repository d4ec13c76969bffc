import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { LedgerEntryView, LedgerPage, LedgerQuery } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Json } from '../contract/values.js';
import { DATABASE, type Db } from '../store/database.js';
import { START, tailBehind } from './entries.js';
import { lastSeal } from './seals.js';

interface Row {
  id: string;
  at: Date;
  kind: string;
  actor: string;
  actor_name: string | null;
  announcement_id: string | null;
  title: string | null;
  target_name: string | null;
  data: Json;
  seal: { number: number; root: string; hash: string; sealedAt: string } | null;
}

/** Reads the ledger for people: newest first, with names beside ids and the seal that covers each entry. */
@Injectable()
export class LedgerReader {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async page(officeId: string, query: LedgerQuery): Promise<LedgerPage> {
    if (query.cursor !== undefined && !/^\d{1,19}$/.test(query.cursor)) {
      throw new HubError('invalid_request', undefined, {
        errors: [{ path: 'cursor', message: 'is not one of this list' }],
      });
    }
    const { rows } = await sql<Row>`
      select e.id::text as id, e.at, e.kind, e.actor, m.name as actor_name, e.announcement_id, a.title, t.name as target_name,
        e.data, case when s.number is null then null else json_build_object(
          'number', s.number, 'root', s.root, 'hash', s.hash, 'sealedAt', s.sealed_at) end as seal
      from ledger_entry e
        left join member m on e.actor = 'member:' || m.id
        left join announcement a on a.id = e.announcement_id
        left join target t on t.id::text = e.data ->> 'target'
        left join lateral (
          select * from seal where (to_txid, to_id) >= (e.txid, e.id) order by to_txid, to_id limit 1
        ) s on (s.from_txid, s.from_id) <= (e.txid, e.id)
      where e.office_id = ${officeId}
        ${query.cursor === undefined ? sql`` : sql`and e.id < ${query.cursor}::bigint`}
        ${query.announcementId === undefined ? sql`` : sql`and e.announcement_id = ${query.announcementId}`}
        ${query.kind === undefined ? sql`` : sql`and e.kind = ${query.kind}`}
      order by e.id desc limit ${query.limit + 1}`.execute(this.db);
    const items = rows.slice(0, query.limit).map(entryView);
    const { entries } = await tailBehind(this.db, (await lastSeal(this.db))?.to ?? START);
    return { items, nextCursor: rows.length > query.limit ? items.at(-1)?.id : undefined, unsealed: entries };
  }

  /** Everything about one announcement, newest first, at most 1,000 entries. */
  async ofAnnouncement(officeId: string, announcementId: string): Promise<LedgerEntryView[]> {
    return (await this.page(officeId, { announcementId, limit: 1_000 })).items;
  }
}

function entryView(row: Row): LedgerEntryView {
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    actor: row.actor,
    actorName: row.actor_name ?? undefined,
    announcementId: row.announcement_id ?? undefined,
    announcementTitle: row.title ?? undefined,
    targetName: row.target_name ?? undefined,
    data: row.data,
    seal: row.seal
      ? {
          number: row.seal.number,
          root: row.seal.root,
          hash: row.seal.hash,
          sealedAt: new Date(row.seal.sealedAt).toISOString(),
        }
      : undefined,
  };
}
