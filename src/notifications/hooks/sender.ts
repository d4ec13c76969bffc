import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { sql } from 'kysely';
import { HttpFailure, type Http } from '../../contract/channel.js';
import { HTTP } from '../../platform/http/index.js';
import { SECRETS, type HubSecrets } from '../../platform/secrets.js';
import { DATABASE, databaseNow, transact, type Db } from '../../store/database.js';
import { Housekeeping } from '../../store/housekeeping.js';
import { appendLedger } from '../../store/ledger.js';
import { openPlace } from './hook-secrets.js';
import { GIVE_UP_AFTER, pauseAfter } from './ladder.js';
import { dueHooks, markSent, oneHook, postpone, take, testItem, type DueHook } from './messages.js';
import { callOf, endingOf, perCall, type Ending, type Item } from './shapes.js';

/** Longer than this, and a program is as good as silent. */
const TIMEOUT_MS = 15_000;
/** Of an answer, enough for a robot's word. */
const MAX_BYTES = 64 * 1024;
/** Hooks that are called at the same time: a silent one must not hold up the others. */
const AT_ONCE = 16;
/** Events that one program is sent in a round. */
const EVENTS_A_ROUND = 50;
/** Robots take 20 messages a minute. A round comes every five seconds and sends a robot one, so 12 at most. */
const ROBOT_CALLS_A_ROUND = 1;
const WORDS = 300;

/**
 * Sends what waits for robots and programs: at least once, in the order in which it happened. What fails is tried again
 * at growing pauses; a hook that keeps failing, or says that it wants no more, is switched off.
 */
@Injectable()
export class HookSender implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(HTTP) private readonly http: Http,
    @Inject(SECRETS) private readonly secrets: HubSecrets,
    private readonly housekeeping: Housekeeping,
  ) {}

  onApplicationBootstrap(): void {
    this.housekeeping.every('hooks', '2-59/5 * * * * *', () => this.round());
  }

  /** One round over all hooks that have something to send. */
  async round(): Promise<void> {
    const hooks = await dueHooks(this.db);
    for (let at = 0; at < hooks.length; at += AT_ONCE) {
      const ended = await Promise.allSettled(hooks.slice(at, at + AT_ONCE).map((hook) => this.serve(hook)));
      for (const one of ended) if (one.status === 'rejected') throw one.reason;
    }
  }

  /** Sends one test message now. What comes of it stands in the hook's row; a test that fails counts for nothing. */
  async sendTest(hookId: string): Promise<void> {
    const hook = await oneHook(this.db, hookId);
    if (!hook) return;
    const { words, ok } = await this.call(hook, [await testItem(this.db, hook)]);
    await sql`update hook set last_at = hub_now(), last_ok = ${ok}, last_words = ${words} where id = ${hookId}`.execute(
      this.db,
    );
  }

  private async serve(hook: DueHook): Promise<void> {
    const calls = hook.kind === 'generic' ? EVENTS_A_ROUND : ROBOT_CALLS_A_ROUND;
    for (let call = 0; call < calls; call += 1) {
      const items = await take(this.db, hook, perCall[hook.kind]);
      if (items.length === 0) return;
      const ending = await this.call(hook, items);
      if (!(await this.settle(hook, items, ending))) return;
    }
  }

  private async call(hook: DueHook, items: readonly Item[]): Promise<Ending> {
    const place = openPlace(this.secrets.settings, hook.id, hook.secrets);
    const now = await databaseNow(this.db);
    const { url, ...request } = callOf(hook.kind, place, items, now.getTime());
    try {
      const answer = await this.http(url, {
        ...request,
        method: 'POST',
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_BYTES,
      });
      return endingOf(hook.kind, answer.status, answer.text());
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      return { ok: false, words: error.message.slice(0, WORDS) };
    }
  }

  /** Writes down how a call ended; whether the hook may be called again in this round. */
  private async settle(hook: DueHook, items: readonly Item[], ending: Ending): Promise<boolean> {
    const ids = items.map(({ id }) => id);
    if (ending.ok) await markSent(this.db, ids);
    const { rows } = await sql<{ failures: number }>`
      update hook set failures = ${ending.ok ? sql`0` : sql`failures + 1`}, last_at = hub_now(),
        last_ok = ${ending.ok}, last_words = ${ending.words}
      where id = ${hook.id} returning failures`.execute(this.db);
    const failures = rows[0]?.failures ?? 0;
    if (ending.ok) return true;
    if (ending.gone === true || failures >= GIVE_UP_AFTER) await this.switchOff(hook);
    else await postpone(this.db, hook.id, ids, pauseAfter(failures));
    return false;
  }

  /** What waits is dropped: news of yesterday helps nobody. The ledger's entry is what tells the administrators. */
  private async switchOff({ id, officeId, kind }: DueHook): Promise<void> {
    const actor = 'system:notifications' as const;
    await transact(this.db, actor, async (tx) => {
      const off = await tx
        .updateTable('hook')
        .set({ disabled_at: sql<Date>`hub_now()`, disabled_because: 'failures' })
        .where('id', '=', id)
        .where('disabled_at', 'is', null)
        .executeTakeFirst();
      if (off.numUpdatedRows === 0n) return;
      await tx
        .updateTable('hook_message')
        .set({ due_at: null })
        .where('hook_id', '=', id)
        .where('due_at', 'is not', null)
        .execute();
      await appendLedger(tx, [{ officeId, actor, kind: 'hook.disabled', subjectId: id, data: { kind } }]);
    });
  }
}
