import type pg from 'pg';
import { SQL_LEFT_OUT } from './left-out.js';

/** A table of the hub that an archive holds. */
export interface TableShape {
  name: string;
  columns: string[];
  /** What its rows are put in order by, as SQL: the same rows give the same text everywhere. */
  order: string;
}

interface Row {
  name: string;
  columns: string[];
  key: { column: string; text: boolean }[] | null;
}

/** Every table of the hub but those that describe the moment, with its columns in their order. */
export async function tablesOf(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<Row>(`
    select c.relname as name,
      array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns,
      (select json_agg(json_build_object('column', k.attname, 'text', k.atttypid = 'text'::regtype) order by p.place)
        from pg_index i cross join lateral unnest(i.indkey) with ordinality as p (number, place)
          join pg_attribute k on k.attrelid = i.indrelid and k.attnum = p.number
        where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relname = any(${SQL_LEFT_OUT})
    group by c.oid, c.relname order by c.relname`);
  return rows.map(({ name, columns, key }) => ({ name, columns, order: orderBy(name, key) }));
}

/** By the primary key, texts byte by byte, since databases sort them in their own ways. */
function orderBy(table: string, key: Row['key']): string {
  if (!key) return `${quoted(table)}::text collate "C"`;
  return key.map(({ column, text }) => `${quoted(column)}${text ? ' collate "C"' : ''}`).join(', ');
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const columnList = (columns: readonly string[]): string => columns.map(quoted).join(', ');

/** Migrations that the database has been through, in their order; none where there is no schema yet. */
export async function migrationsOf(client: pg.ClientBase): Promise<string[]> {
  const { rows: there } = await client.query<{ there: boolean }>(
    `select to_regclass('public.kysely_migration') is not null as there`,
  );
  if (there[0]?.there !== true) return [];
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name');
  return rows.map(({ name }) => name);
}

/** The names that a hub's connections give themselves. */
const ofHubs = `application_name in ('tongbo', 'tongbo-listen')`;

/** Whether a hub's process is connected to this database now. */
export async function isHubConnected(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ running: boolean }>(
    `select exists (select from pg_stat_activity where datname = current_database() and ${ofHubs}) as running`,
  );
  return rows[0]?.running === true;
}
