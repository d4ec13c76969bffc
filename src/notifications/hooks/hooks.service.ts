import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { CreateHook, HookKind, HookView, HookWithSecret, UpdateHook } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Json } from '../../contract/values.js';
import type { Caller } from '../../identity/index.js';
import { newId } from '../../platform/ids.js';
import { SECRETS, type HubSecrets } from '../../platform/secrets.js';
import { announceChange } from '../../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import type { NotificationTables } from '../../store/tables/notifications.js';
import { sealPlace } from './hook-secrets.js';
import { HookSender } from './sender.js';
import { shownPlace } from './shapes.js';

/** An office needs few; more are a mistake. */
const MOST = 20;
/** A test is a message like any other, and a robot takes few. */
const TEST_PAUSE_S = 5;

/** The robots and programs that an office is told by. */
@Injectable()
export class Hooks {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(SECRETS) private readonly secrets: HubSecrets,
    private readonly sender: HookSender,
  ) {}

  /** In the order in which they were added. */
  async list({ officeId }: Caller): Promise<HookView[]> {
    return this.read(sql`h.office_id = ${officeId}`);
  }

  /** @throws HubError wrong_state when the office has too many */
  async create(caller: Caller, wish: CreateHook): Promise<HookWithSecret> {
    const id = newId();
    const secret = wish.kind === 'generic' ? `whsec_${randomBytes(32).toString('base64')}` : wish.secret;
    await this.act(caller, id, 'hook.created', { kind: wish.kind, kinds: wish.kinds }, async (tx) => {
      const { count } = await tx
        .selectFrom('hook')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .where('office_id', '=', caller.officeId)
        .executeTakeFirstOrThrow();
      if (Number(count) >= MOST) throw new HubError('wrong_state', `an office has ${MOST} of them at most`);
      await tx
        .insertInto('hook')
        .values({
          ...{ id, office_id: caller.officeId, kind: wish.kind, name: wish.name, kinds: wish.kinds },
          place: shownPlace(wish.kind, wish.url),
          secrets: sealPlace(this.secrets.settings, id, { url: wish.url, secret }),
          console_url: new URL(wish.consoleUrl).origin,
        })
        .execute();
    });
    const view = await this.one(caller, id);
    return wish.kind === 'generic' ? { view, secret } : { view };
  }

  /** What was switched off starts anew, without its old failures. @throws HubError not_found */
  async change(caller: Caller, id: string, { name, kinds, on }: UpdateHook): Promise<HookView> {
    const changed = { ...(kinds === undefined ? {} : { kinds }), ...(on === undefined ? {} : { on }) };
    await this.act(caller, id, 'hook.changed', changed, async (tx) => {
      const done = await tx
        .updateTable('hook')
        .set({
          ...(name === undefined ? {} : { name }),
          ...(kinds === undefined ? {} : { kinds }),
          ...(on === true ? { disabled_at: null, disabled_because: null, failures: 0 } : {}),
          ...(on === false ? { disabled_at: sql<Date>`hub_now()`, disabled_because: 'person' as const } : {}),
        })
        .where('id', '=', id)
        .where('office_id', '=', caller.officeId)
        .executeTakeFirst();
      if (done.numUpdatedRows === 0n) throw new HubError('not_found');
      if (on === false)
        await tx
          .updateTable('hook_message')
          .set({ due_at: null })
          .where('hook_id', '=', id)
          .where('due_at', 'is not', null)
          .execute();
    });
    return this.one(caller, id);
  }

  /** @throws HubError not_found */
  async remove(caller: Caller, id: string): Promise<void> {
    await this.act(caller, id, 'hook.removed', {}, async (tx) => {
      const done = await tx
        .deleteFrom('hook')
        .where('id', '=', id)
        .where('office_id', '=', caller.officeId)
        .executeTakeFirst();
      if (done.numDeletedRows === 0n) throw new HubError('not_found');
    });
  }

  /**
   * Sends a message that says that it is a test, now, before what waits. How it ended stands in the view.
   * @throws HubError not_found; wrong_state for one that is switched off; too_many_attempts right after another call
   */
  async test(caller: Caller, id: string): Promise<HookView> {
    const { rows } = await sql<{ off: boolean; soon: boolean }>`
      select disabled_at is not null as off,
        coalesce(last_at > hub_now() - make_interval(secs => ${TEST_PAUSE_S}), false) as soon
      from hook where id = ${id} and office_id = ${caller.officeId}`.execute(this.db);
    const [hook] = rows;
    if (!hook) throw new HubError('not_found');
    if (hook.off) throw new HubError('wrong_state', 'it is switched off');
    if (hook.soon) throw new HubError('too_many_attempts');
    await this.sender.sendTest(id);
    return this.one(caller, id);
  }

  private async one({ officeId }: Caller, id: string): Promise<HookView> {
    const [view] = await this.read(sql`h.office_id = ${officeId} and h.id = ${id}`);
    if (!view) throw new HubError('not_found');
    return view;
  }

  private async read(which: ReturnType<typeof sql>): Promise<HookView[]> {
    const { rows } = await sql<Row>`
      select h.id, h.kind, h.name, h.place, h.kinds, h.created_at, h.disabled_because, h.last_at, h.last_ok, h.last_words,
        (select count(*)::int from hook_message m where m.hook_id = h.id and m.due_at is not null) as waiting
      from hook h where ${which} order by h.created_at, h.id`.execute(this.db);
    return rows.map((row) => ({
      ...{ id: row.id, kind: row.kind, name: row.name, place: row.place, kinds: row.kinds },
      createdAt: row.created_at.toISOString(),
      off: row.disabled_because ?? undefined,
      last: row.last_at
        ? { at: row.last_at.toISOString(), ok: row.last_ok === true, words: row.last_words ?? '' }
        : undefined,
      waiting: row.waiting,
    }));
  }

  private async act(
    { officeId, memberId }: Caller,
    subjectId: string,
    kind: string,
    data: Record<string, Json>,
    work: (tx: Tx) => Promise<void>,
  ): Promise<void> {
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      await work(tx);
      await appendLedger(tx, [{ officeId, actor, kind, subjectId, data }]);
      await announceChange(tx, officeId, { topic: 'target', ids: [] });
    });
  }
}

interface Row {
  id: string;
  kind: HookKind;
  name: string;
  place: string;
  kinds: HookView['kinds'];
  created_at: Date;
  disabled_because: NotificationTables['hook']['disabled_because'];
  last_at: Date | null;
  last_ok: boolean | null;
  last_words: string | null;
  waiting: number;
}
