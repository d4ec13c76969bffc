import { Inject, Injectable } from '@nestjs/common';
import { sql, type RawBuilder } from 'kysely';
import type {
  LedgerEntryView,
  LedgerPage,
  LedgerQuery,
  PersonalReadPage,
  PersonalReadQuery,
  Person,
} from '../contract/api.js';
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

/** Who read what personal data: entries that not everybody who may read the ledger gets to see. */
export const PERSONAL_READ = 'personal.read';

/** Reads the ledger for people: newest first, with names beside ids and the seal that covers each entry. */
@Injectable()
export class LedgerReader {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** `personal`: with the entries of who read personal data. */
  async page(officeId: string, query: LedgerQuery, { personal }: { personal: boolean }): Promise<LedgerPage> {
    const { announcementId, kind } = query;
    const found = await this.entries(officeId, query, [
      ...(personal ? [] : [sql`e.kind <> ${PERSONAL_READ}`]),
      ...(announcementId === undefined ? [] : [sql`e.announcement_id = ${announcementId}`]),
      ...(kind === undefined ? [] : [sql`e.kind = ${kind}`]),
    ]);
    const { entries } = await tailBehind(this.db, (await lastSeal(this.db))?.to ?? START);
    return { ...found, unsealed: entries };
  }

  /** Everything about one announcement, newest first, at most 1,000 entries. */
  async ofAnnouncement(officeId: string, announcementId: string): Promise<LedgerEntryView[]> {
    return (await this.page(officeId, { announcementId, limit: 1_000 }, { personal: false })).items;
  }

  /** Who read personal data, of what kind, and when. */
  async personalReads(officeId: string, query: PersonalReadQuery): Promise<PersonalReadPage> {
    const { memberId, what, from, to } = query;
    const [found, people] = await Promise.all([
      this.entries(officeId, query, [
        sql`e.kind = ${PERSONAL_READ}`,
        ...(memberId === undefined ? [] : [sql`e.actor = ${`member:${memberId}`}`]),
        ...(what === undefined ? [] : [sql`e.data ->> 'what' = ${what}`]),
        ...(from === undefined ? [] : [sql`e.at >= ${from}::timestamptz`]),
        ...(to === undefined ? [] : [sql`e.at < ${to}::timestamptz`]),
      ]),
      sql<Person>`
        select m.id, m.name from member m where m.office_id = ${officeId} and exists (
          select from ledger_entry e where e.office_id = ${officeId} and e.kind = ${PERSONAL_READ} and e.actor = 'member:' || m.id)
        order by m.name, m.id`.execute(this.db),
    ]);
    return { ...found, people: people.rows };
  }

  private async entries(
    officeId: string,
    { cursor, limit }: { cursor?: string | undefined; limit: number },
    conditions: RawBuilder<unknown>[],
  ): Promise<{ items: LedgerEntryView[]; nextCursor: string | undefined }> {
    if (cursor !== undefined && !/^\d{1,19}$/.test(cursor)) {
      throw new HubError('invalid_request', undefined, {
        errors: [{ path: 'cursor', message: 'is not one of this list' }],
      });
    }
    const { rows } = await sql<Row>`
      select e.id::text as id, e.at, e.kind, e.actor, m.name as actor_name, a.id as announcement_id, a.title,
        t.name as target_name, e.data, case when s.number is null then null else json_build_object(
          'number', s.number, 'root', s.root, 'hash', s.hash, 'sealedAt', s.sealed_at) end as seal
      from ledger_entry e
        left join member m on e.actor = 'member:' || m.id
        left join announcement a on a.id = case when e.kind = ${PERSONAL_READ} then (e.data ->> 'announcement')::uuid
          else e.announcement_id end
        left join target t on t.id::text = e.data ->> 'target'
        left join lateral (
          select * from seal where (to_txid, to_id) >= (e.txid, e.id) order by to_txid, to_id limit 1
        ) s on (s.from_txid, s.from_id) <= (e.txid, e.id)
      where ${sql.join(
        [
          sql`e.office_id = ${officeId}`,
          ...(cursor === undefined ? [] : [sql`e.id < ${cursor}::bigint`]),
          ...conditions,
        ],
        sql` and `,
      )}
      order by e.id desc limit ${limit + 1}`.execute(this.db);
    const items = rows.slice(0, limit).map(entryView);
    return { items, nextCursor: rows.length > limit ? items.at(-1)?.id : undefined };
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
