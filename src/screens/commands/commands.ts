import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { sql } from 'kysely';
import type { CommandDoneV1, CommandKind, CommandV1 } from '../../contract/display-commands.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { newId } from '../../platform/ids.js';
import { announceChange } from '../../store/changed.js';
import { DATABASE, type Db, type Tx } from '../../store/database.js';
import { Housekeeping } from '../../store/housekeeping.js';
import { appendLedger } from '../../store/ledger.js';
import { hintEach, type Hint } from '../hints.js';
import { Screenshots } from './screenshots.js';
import { isFresh } from './views.js';

/** So many names fit into one word over NOTIFY. */
const namesInHint = 80;
/** What was asked of screens, and their screenshots, are kept for so many days. */
const keptDays = 7;

/** What members ask of screens, and what came of it. */
@Injectable()
export class Commands implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly housekeeping: Housekeeping,
    private readonly screenshots: Screenshots,
  ) {}

  onApplicationBootstrap(): void {
    this.housekeeping.every('old screen commands', '40 27 * * * *', () => this.forget());
  }

  /** Asks screens of the caller's office, which the transaction has found; one entry in the ledger for all of them. */
  async ask(tx: Tx, caller: Caller, kind: CommandKind, screens: readonly string[]): Promise<void> {
    if (screens.length === 0) return;
    const rows = screens.map((screen) => ({ id: newId(), screen }));
    const { rows: issued } = await sql<{ issued: Date }>`
      with made as (
        insert into screen_command (id, office_id, screen_id, kind, issued_by)
        select r.id, ${caller.officeId}, r.screen, ${kind}, ${caller.memberId}
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, screen uuid)
        returning issued_at)
      select max(issued_at) as issued from made`.execute(tx);
    const issuedAt = (issued[0]?.issued ?? new Date()).toISOString();
    const to = rows.map(({ id, screen }): [string, string] => [screen, id]);
    const words: Hint[] = [];
    for (let at = 0; at < to.length; at += namesInHint)
      words.push({ kind: 'asked', command: kind, issuedAt, to: to.slice(at, at + namesInHint) });
    await hintEach(tx, words);
    await appendLedger(tx, [
      {
        officeId: caller.officeId,
        actor: `member:${caller.memberId}`,
        kind: 'screen.asked',
        ...(screens.length === 1 ? { subjectId: screens[0] } : {}),
        data: { command: kind, screens: [...screens] },
      },
    ]);
    await announceChange(tx, caller.officeId, { topic: 'screen', ids: [...screens] });
  }

  /** What these screens have not answered and may still do, oldest first, by screen. */
  async waiting(screens: readonly string[]): Promise<Map<string, CommandV1[]>> {
    const rows = await this.db
      .selectFrom('screen_command as c')
      .select(['c.id', 'c.screen_id', 'c.kind', 'c.issued_at'])
      .where(sql<boolean>`c.screen_id = any(${[...screens]}::uuid[])`)
      .where('c.answered_at', 'is', null)
      .where(isFresh)
      .orderBy('c.issued_at')
      .orderBy('c.id')
      .execute();
    const found = new Map<string, CommandV1[]>();
    for (const { id, screen_id, kind, issued_at } of rows)
      found.set(screen_id, [
        ...(found.get(screen_id) ?? []),
        { id, kind, issuedAt: issued_at.toISOString() },
      ]);
    return found;
  }

  /** The first answer counts; another one changes nothing. @throws HubError not_found for a command of nobody's */
  async done({ screenId, id, ok, detail }: CommandDoneV1): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom('screen_command')
        .select(['office_id', 'answered_at', 'kind', 'picture'])
        .where('id', '=', id)
        .where('screen_id', '=', screenId)
        .forUpdate()
        .executeTakeFirst();
      if (!row) throw new HubError('not_found', 'this screen was asked no such thing');
      if (row.answered_at) return;
      // A picture that nobody has is no success.
      const lacks = ok && row.kind === 'screenshot' && row.picture === null;
      const why = lacks ? 'no picture came' : detail;
      await tx
        .updateTable('screen_command')
        .set({ answered_at: sql<Date>`hub_now()`, ok: ok && !lacks, detail: why ?? null })
        .where('id', '=', id)
        .execute();
      await announceChange(tx, row.office_id, { topic: 'screen', ids: [screenId] });
    });
  }

  /** Removes what is older than it is kept: first the pictures, so that none is left without its command. */
  async forget(): Promise<void> {
    const old = sql<boolean>`c.issued_at < hub_now() - make_interval(days => ${keptDays})`;
    const pictures = await this.db
      .selectFrom('screen_command as c')
      .select(['c.id', 'c.office_id'])
      .where(old)
      .where('c.picture', 'is not', null)
      .execute();
    for (const { id, office_id } of pictures) await this.screenshots.remove(office_id, id);
    await sql`delete from screen_command c where ${old}`.execute(this.db);
  }
}
