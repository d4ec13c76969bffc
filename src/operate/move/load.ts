import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { tableOf, type HubFacts, type Manifest } from '../archive/format.js';
import type { Member } from '../archive/tar.js';
import { Refusal } from '../refusal.js';
import { columnList, isHubConnected, quoted, tablesOf } from './tables.js';

/** How targets of a hub that went on after its export stand until a person has looked. */
const PAUSED = 'imported: this hub may have sent more after the export; compare, then resume';
const PAUSED_WORDS = {
  zh: '由导出档案恢复：导出之后原系统可能又发布过内容，请核对后恢复。',
  en: 'Restored from an export. The hub may have sent more since: compare, then resume.',
};

interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

/**
 * Fills an empty database in one transaction, as the owner of its tables. What triggers and references would do again
 * was done where the rows come from: triggers rest meanwhile, so that the ledger comes out as it was, and references are
 * checked at the end, all at once.
 */
export class Load {
  private copy: { table: string; stream: ReturnType<typeof copyFrom> } | undefined;
  private readonly rows = new Map<string, number>();

  private constructor(
    private readonly client: pg.ClientBase,
    private readonly facts: HubFacts,
    private readonly references: ForeignKey[],
  ) {}

  /** @throws Refusal when a hub is connected, something is there already, or the tables are other ones */
  static async begin(client: pg.ClientBase, facts: HubFacts): Promise<Load> {
    await client.query('begin');
    await client.query('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0');
    // What a first start holds while it looks whether there is an office.
    await client.query(`select pg_advisory_xact_lock(hashtext('hub first run'))`);
    if (await isHubConnected(client))
      throw new Refusal('A process of a hub is connected to this database: end it, then import.');
    const tables = await tablesOf(client);
    for (const { name, columns } of facts.tables) {
      const here = tables.find((table) => table.name === name);
      if (here?.columns.toSorted().join() !== columns.toSorted().join())
        throw new Refusal(`The archive’s table ${name} does not fit this version of the hub.`);
    }
    for (const { name } of tables) {
      await client.query(`lock table ${quoted(name)} in access exclusive mode`);
      const { rows } = await client.query(`select from ${quoted(name)} limit 1`);
      if (rows.length > 0)
        throw new Refusal(
          `This hub is not empty (its table ${name} has rows): an import goes into a new one only.`,
        );
      await client.query(`alter table ${quoted(name)} disable trigger user`);
    }
    return new Load(client, facts, await dropReferences(client));
  }

  /** Takes the next part of a table; a table's parts follow one another. */
  async put({ path, content }: Member): Promise<void> {
    const table = tableOf(path);
    const shape = this.facts.tables.find(({ name }) => name === table);
    if (!shape) throw new Refusal(`The archive holds rows of an unknown table, ${path}.`);
    if (this.copy?.table !== shape.name) {
      await this.endCopy();
      const text = `copy ${quoted(shape.name)} (${columnList(shape.columns)}) from stdin`;
      const stream = this.client.query(copyFrom(text));
      // Whoever writes or ends next is told by the stream itself.
      stream.on('error', () => undefined);
      this.copy = { table: shape.name, stream };
    }
    const { stream } = this.copy;
    if (stream.errored) throw stream.errored;
    if (!stream.write(content)) await once(stream, 'drain');
  }

  /** Everything but the commit. @throws Refusal when rows are missing; an error when a reference leads nowhere */
  async finish(manifest: Manifest): Promise<void> {
    await this.endCopy();
    for (const { name } of this.facts.tables) {
      const [told, loaded] = [manifest.tables[name]?.rows ?? 0, this.rows.get(name) ?? 0];
      if (told !== loaded)
        throw new Refusal(
          `The table ${name} has ${loaded} rows instead of the ${told} that the manifest tells.`,
        );
    }
    for (const { name, last } of this.facts.sequences)
      await this.client.query('select setval($1::regclass, $2::bigint)', [`public.${quoted(name)}`, last]);
    if (this.facts.running) await this.pauseTargets();
    for (const { table, name, definition } of this.references)
      await this.client.query(`alter table ${quoted(table)} add constraint ${quoted(name)} ${definition}`);
    for (const { name } of await tablesOf(this.client))
      await this.client.query(`alter table ${quoted(name)} enable trigger user`);
  }

  async commit(): Promise<void> {
    await this.client.query('commit');
  }

  /** Leaves the database as it was. */
  async undo(): Promise<void> {
    this.copy?.stream.destroy();
    this.copy = undefined;
    await this.client.query('rollback');
  }

  private async endCopy(): Promise<void> {
    const { copy } = this;
    this.copy = undefined;
    if (!copy) return;
    copy.stream.end();
    await finished(copy.stream);
    this.rows.set(copy.table, copy.stream.rowCount);
  }

  private async pauseTargets(): Promise<void> {
    await this.client.query(
      'update target set paused_reason = $1, paused_words = $2 where paused_reason is null',
      [PAUSED, JSON.stringify(PAUSED_WORDS)],
    );
  }
}

async function dropReferences(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select r.relname as table, c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c join pg_class r on r.oid = c.conrelid
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace order by 1, 2`);
  for (const { table, name } of rows)
    await client.query(`alter table ${quoted(table)} drop constraint ${quoted(name)}`);
  return rows;
}
