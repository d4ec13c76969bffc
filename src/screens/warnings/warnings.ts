import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { EndWarning, PrepareWarning, StartWarning, WarningView } from '../../contract/api.js';
import { DISPLAY_CHANNEL } from '../../contract/display.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { sha256 } from '../../platform/hash.js';
import { newId } from '../../platform/ids.js';
import { announceChange } from '../../store/changed.js';
import { DATABASE, transact, type Actor, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { Alerts } from './alerts.js';
import { readCap, type CapMessage } from './cap.js';
import { WarningReader } from './warning.reader.js';

interface Row {
  id: string;
  target_ids: string[] | null;
  source_id: string | null;
  drill: boolean;
  prepared_by: string;
  replaces: string | null;
  started_at: Date | null;
  ended_at: Date | null;
  over: boolean;
}

/** Warnings: prepared or taken in, started by who may, ended as surely as they were started. */
@Injectable()
export class Warnings {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly alerts: Alerts,
    private readonly reader: WarningReader,
  ) {}

  /** @throws HubError invalid_time, not_found for what it is to replace */
  async prepare(caller: Caller, wish: PrepareWarning): Promise<WarningView> {
    const { from, until, issuedAt } = wish.text;
    if (Date.parse(until) <= Date.parse(from) || Date.parse(until) <= Date.parse(issuedAt))
      throw new HubError('invalid_time', 'a warning ends after it begins');
    const id = await transact(this.db, actorOf(caller), async (tx) => {
      if (wish.replaces !== undefined) await find(tx, caller, wish.replaces);
      return insert(tx, caller, { ...wish, replaces: wish.replaces ?? null });
    });
    return this.reader.one(caller, id);
  }

  /**
   * Takes in a message of a listed source. A cancellation ends what it names at once: nobody may leave standing what
   * its issuer has lifted (突发事件应对法 Art. 70).
   * @throws HubError invalid_file, warning_source_unknown, warning_known, not_found
   */
  async import(caller: Caller, xml: string): Promise<WarningView> {
    const message = readCap(xml);
    const id = await transact(this.db, actorOf(caller), async (tx) => {
      const sourceId = await sourceOf(tx, caller.officeId, message.sender);
      const about = message.kind === 'alert' ? undefined : await referred(tx, caller, message);
      if (message.kind === 'cancel' && about) {
        await this.finish(tx, caller, about, 'lifted');
        return about.id;
      }
      return insertMessage(tx, caller, { message, xml, sourceId, replaces: about?.id ?? null });
    });
    return this.reader.one(caller, id);
  }

  /**
   * Puts it on every screen of these groups.
   * @throws HubError second_person when who typed it starts it, wrong_state, unknown_target, invalid_time
   */
  async start(caller: Caller, id: string, { targetIds }: StartWarning): Promise<WarningView> {
    await transact(this.db, actorOf(caller), async (tx) => {
      const row = await find(tx, caller, id);
      if (row.started_at || row.ended_at)
        throw new HubError('wrong_state', 'it was started or discarded before');
      if (row.over) throw new HubError('invalid_time', 'its time is over');
      if (row.prepared_by === caller.memberId && row.source_id === null && !row.drill)
        throw new HubError('second_person', 'who typed a warning does not start it');
      const targets = await displayTargets(tx, caller.officeId, targetIds);
      await tx
        .updateTable('warning')
        .set({ started_by: caller.memberId, started_at: sql<Date>`hub_now()`, target_ids: targets })
        .where('id', '=', id)
        .execute();
      const before = row.replaces === null ? undefined : await find(tx, caller, row.replaces);
      if (before && isActive(before)) await end(tx, caller, before.id, 'replaced');
      await this.alerts.change(tx, [...new Set([...targets, ...(before?.target_ids ?? [])])]);
      await record(tx, caller, 'warning.started', id, { targets, drill: row.drill });
    });
    return this.reader.one(caller, id);
  }

  /** Takes it off every screen, or discards what was only prepared. @throws HubError wrong_state */
  async end(caller: Caller, id: string, { reason }: EndWarning): Promise<WarningView> {
    await transact(this.db, actorOf(caller), async (tx) => {
      await this.finish(tx, caller, await find(tx, caller, id), reason);
    });
    return this.reader.one(caller, id);
  }

  private async finish(tx: Tx, caller: Caller, row: Row, reason: 'lifted' | 'mistake'): Promise<void> {
    if (row.ended_at) throw new HubError('wrong_state', 'it has ended');
    await end(tx, caller, row.id, row.started_at ? reason : 'discarded');
    if (row.target_ids) await this.alerts.change(tx, row.target_ids);
    await record(tx, caller, row.started_at ? 'warning.ended' : 'warning.discarded', row.id, { reason });
  }
}

const actorOf = (caller: Caller): Actor => `member:${caller.memberId}`;
const isActive = ({ started_at, ended_at }: Row): boolean => started_at !== null && ended_at === null;

async function find(tx: Tx, caller: Caller, id: string): Promise<Row> {
  const row = await tx
    .selectFrom('warning')
    .select(['id', 'target_ids', 'source_id', 'drill', 'prepared_by', 'replaces', 'started_at', 'ended_at'])
    .select(sql<boolean>`(text->>'until')::timestamptz <= hub_now()`.as('over'))
    .where('id', '=', id)
    .where('office_id', '=', caller.officeId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new HubError('not_found', 'there is no such warning');
  return row;
}

type Insert = Omit<PrepareWarning, 'replaces'> & {
  replaces: string | null;
  source?: { id: string; identifier: string; message: string };
};

async function insert(
  tx: Tx,
  caller: Caller,
  { text, drill, voice, replaces, source }: Insert,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('warning')
    .values({
      id,
      office_id: caller.officeId,
      text: JSON.stringify(text),
      ...{ drill, voice, replaces },
      source_id: source?.id ?? null,
      identifier: source?.identifier ?? null,
      message: source?.message ?? null,
      prepared_by: caller.memberId,
    })
    .execute();
  const facts = { level: text.level, drill, text: sha256(JSON.stringify(text)) };
  if (!source) await record(tx, caller, 'warning.prepared', id, facts);
  else {
    const { identifier, message } = source;
    await record(tx, caller, 'warning.received', id, { ...facts, identifier, message: sha256(message) });
  }
  return id;
}

async function insertMessage(
  tx: Tx,
  caller: Caller,
  given: { message: CapMessage; xml: string; sourceId: string; replaces: string | null },
): Promise<string> {
  const { message, xml, sourceId, replaces } = given;
  const { identifier, text, drill } = message;
  if (!text) throw new HubError('not_found', 'nothing that was taken in here is named by this cancellation');
  const known = await tx
    .selectFrom('warning')
    .select('id')
    .where('office_id', '=', caller.officeId)
    .where('identifier', '=', identifier)
    .executeTakeFirst();
  if (known) throw new HubError('warning_known', identifier);
  const source = { id: sourceId, identifier, message: xml };
  return insert(tx, caller, { text, drill, voice: true, replaces, source });
}

/** @throws HubError warning_source_unknown */
async function sourceOf(tx: Tx, officeId: string, sender: string): Promise<string> {
  const row = await tx
    .selectFrom('warning_source')
    .select('id')
    .where('office_id', '=', officeId)
    .where('sender', '=', sender)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new HubError('warning_source_unknown', sender);
  return row.id;
}

/** The newest of what a message is about that stands here; undefined when it came too late or never. */
async function referred(tx: Tx, caller: Caller, { references }: CapMessage): Promise<Row | undefined> {
  if (references.length === 0) return undefined;
  const found = await tx
    .selectFrom('warning')
    .select('id')
    .where('office_id', '=', caller.officeId)
    .where('identifier', 'in', references)
    .where('ended_at', 'is', null)
    .orderBy('prepared_at', 'desc')
    .executeTakeFirst();
  return found && find(tx, caller, found.id);
}

/** @throws HubError unknown_target */
async function displayTargets(tx: Tx, officeId: string, wanted: readonly string[]): Promise<string[]> {
  const ids = [...new Set(wanted)];
  const rows = await tx
    .selectFrom('target')
    .select('id')
    .where('office_id', '=', officeId)
    .where('channel', '=', DISPLAY_CHANNEL)
    .where('id', 'in', ids)
    .execute();
  if (rows.length !== ids.length)
    throw new HubError('unknown_target', 'choose groups of screens of your office');
  return ids;
}

async function end(
  tx: Tx,
  caller: Caller,
  id: string,
  reason: 'lifted' | 'mistake' | 'discarded' | 'replaced',
): Promise<void> {
  await tx
    .updateTable('warning')
    .set({ ended_at: sql<Date>`hub_now()`, ended_by: caller.memberId, end_reason: reason })
    .where('id', '=', id)
    .execute();
}

async function record(
  tx: Tx,
  caller: Caller,
  kind: string,
  id: string,
  data: Parameters<typeof appendLedger>[1][number]['data'],
): Promise<void> {
  const { officeId } = caller;
  await appendLedger(tx, [{ officeId, actor: actorOf(caller), kind, subjectId: id, data }]);
  await announceChange(tx, officeId, { topic: 'screen', ids: [id] });
}
