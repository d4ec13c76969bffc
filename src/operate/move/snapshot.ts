import { createHash } from 'node:crypto';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { FORMAT, partPath, type HubFacts, type Manifest } from '../archive/format.js';
import type { Member } from '../archive/tar.js';
import { columnList, isHubConnected, migrationsOf, quoted, tablesOf, type TableShape } from './tables.js';

/** A part of a table in an archive; a longer row makes a longer part. */
const PART = 1024 * 1024;

/** Text that is the same whatever the database's own settings are. */
const plainly = `
  set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 1; set local bytea_output = 'hex'; set local statement_timeout = 0;
  set local idle_in_transaction_session_timeout = 0`;

/** One state of the database, in which nothing moves while it is read. */
export class Snapshot {
  /** By table, once its rows have been read. */
  readonly counted: Manifest['tables'] = {};

  private constructor(
    private readonly client: pg.ClientBase,
    private readonly tables: readonly TableShape[],
    readonly facts: HubFacts,
  ) {}

  /** Begins a transaction on the connection that lasts until `end`. */
  static async begin(client: pg.ClientBase, publicUrl: string): Promise<Snapshot> {
    const running = await isHubConnected(client);
    await client.query('begin isolation level repeatable read, read only');
    await client.query(plainly);
    const tables = await tablesOf(client);
    const { rows } = await client.query<{ now: Date }>('select hub_now() as now');
    const { rows: sequences } = await client.query<{ name: string; last: string }>(`
      select sequencename as name, last_value::text as last from pg_sequences
      where schemaname = 'public' and last_value is not null order by 1`);
    return new Snapshot(client, tables, {
      format: FORMAT,
      madeAt: (rows[0]?.now ?? new Date()).toISOString(),
      publicUrl,
      running,
      migrations: await migrationsOf(client),
      tables: tables.map(({ name, columns }) => ({ name, columns })),
      sequences,
    });
  }

  async end(): Promise<void> {
    await this.client.query('commit');
  }

  /** All rows of all tables, table by table. */
  async *members(): AsyncGenerator<Member> {
    for (const table of this.tables) yield* this.partsOf(table);
  }

  /** The hashes of the blobs that rows name. */
  async blobs(): Promise<Set<string>> {
    const { rows } = await this.client.query<{ hash: string }>(
      'select hash from blob union select hash from rendition',
    );
    return new Set(rows.map(({ hash }) => hash));
  }

  private async *partsOf({ name, columns, order }: TableShape): AsyncGenerator<Member> {
    const text = `copy (select ${columnList(columns)} from ${quoted(name)} order by ${order}) to stdout`;
    const rows = this.client.query(copyTo(text));
    const hash = createHash('sha256');
    let held: Buffer[] = [];
    let size = 0;
    let part = 0;
    const take = (): Member => {
      const content = Buffer.concat(held);
      [held, size] = [[], 0];
      part += 1;
      return { path: partPath(name, part - 1), content };
    };
    for await (const chunk of rows as AsyncIterable<Buffer>) {
      hash.update(chunk);
      held.push(chunk);
      size += chunk.length;
      if (size >= PART) yield take();
    }
    if (size > 0) yield take();
    this.counted[name] = { rows: rows.rowCount, hash: `sha256:${hash.digest('hex')}` };
  }
}
