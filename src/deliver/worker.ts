import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { sql } from 'kysely';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { HealthRegistry, type PartHealth } from '../platform/health/index.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { processName } from '../platform/process-name.js';
import { Queues } from '../queue/index.js';
import { DATABASE, transact, type Db } from '../store/database.js';
import { SUBSCRIBE, type Subscribe, type Subscription } from '../store/notify.js';
import { Batcher } from './batcher.js';
import { claim, clearTheWay, putBack, type Claim } from './claims.js';
import { Hold } from './hold.js';
import { record, type Outcome } from './outcomes.js';
import { isRefusal } from './refusal.js';
import { Relay } from './relay.js';
import { Runner } from './runner.js';

/** How long the relay sleeps at most when nobody wakes it. */
const POLL_MS = 250;
/** The least pause between rounds while work keeps finishing; it grows with what a round takes. */
const BUSY_MS = 20;
/** Rounds take at most two thirds of the time, so that a busy database is not kept busy by asking it. */
const PAUSE_PER_ROUND = 0.5;
/** A relay that has not finished a round for so long counts as stopped. */
const SILENCE_MS = 10_000;

/** The loop around relay and runner in a process that has the worker's role. */
@Injectable()
export class DeliverWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly name = processName();
  private readonly hold: Hold;
  private readonly claims: Batcher<string, Claim | undefined>;
  private readonly outcomes: Batcher<Outcome, boolean>;
  private subscription: Subscription | undefined;
  private loop: Promise<void> | undefined;
  private closing = false;
  private wake: () => void = () => undefined;
  private woken = false;
  private lastRound: Date | undefined;
  private readonly bornAt = new Date();

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: HubConfig,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(SUBSCRIBE) private readonly subscribe: Subscribe,
    queues: Queues,
    private readonly relay: Relay,
    private readonly runner: Runner,
    health: HealthRegistry,
  ) {
    this.hold = new Hold(db, this.name, log, () => this.closing);
    this.claims = new Batcher((ids) => this.hold.take(() => this.claimAll(ids)));
    this.outcomes = new Batcher((outcomes) => record(this.db, outcomes), {
      isOnesFault: isRefusal,
    });
    if (config.roles.includes('worker')) health.register({ name: 'relay', check: () => this.health() });
    queues.handle('deliver.v1', ({ deliveryId }) => this.deliver(deliveryId));
    if (config.roles.includes('worker')) queues.onReturn(() => void this.queueAgain());
  }

  onApplicationBootstrap(): void {
    if (!this.config.roles.includes('worker')) return;
    this.subscription = this.subscribe(
      ['hub_due'],
      () => {
        this.nudge();
      },
      () => void this.queueAgain(),
    );
    this.loop = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    this.nudge();
    await this.loop;
    await this.subscription?.close();
  }

  private health(): PartHealth {
    const silentMs = Date.now() - (this.lastRound?.getTime() ?? this.bornAt.getTime());
    return silentMs <= SILENCE_MS
      ? { ok: true, facts: { lastRoundMsAgo: silentMs } }
      : { ok: false, reason: `the relay has not finished a round for ${Math.round(silentMs / 1000)} s` };
  }

  /** Claims, runs and records one delivery. What cannot be claimed now is somebody else's or waits for its time. */
  private async deliver(deliveryId: string): Promise<void> {
    const held = await this.claims.add(deliveryId);
    if (!held) return;
    const counted = await this.hold.keep(
      held,
      () => this.runner.run(held),
      (outcome) => this.outcomes.add(outcome),
    );
    if (!counted)
      this.log.warn(
        { delivery: held.id, fence: held.fence },
        'an answer came too late; it is kept as evidence',
      );
    this.nudge();
  }

  private async claimAll(ids: string[]): Promise<(Claim | undefined)[]> {
    const claimed = await claim(this.db, this.name, ids);
    const found = new Map(claimed.map((held) => [held.id, held]));
    const missing = ids.filter((id) => !found.has(id));
    if (missing.length > 0) {
      const { rows } = await sql<{ id: string }>`
        select id from delivery where id = any(${missing}::uuid[]) and operation = 'recall' and state = 'queued'`.execute(
        this.db,
      );
      for (const { id } of rows) for (const held of await this.claimRecall(id)) found.set(id, held);
    }
    return ids.map((id) => found.get(id));
  }

  private async claimRecall(id: string): Promise<Claim[]> {
    return transact(this.db, 'system:deliver', async (tx) => {
      if (await clearTheWay(tx, id)) return claim(tx, this.name, [id], true);
      await putBack(tx, id);
      return [];
    });
  }

  private async queueAgain(): Promise<void> {
    try {
      await this.relay.queueAgain();
      this.nudge();
    } catch (error) {
      this.log.warn({ err: error }, 'what the queue lost is queued again half a minute later');
    }
  }

  private nudge(): void {
    this.woken = true;
    this.wake();
  }

  private async run(): Promise<void> {
    let lapsedAt = 0;
    while (!this.closing) {
      this.woken = false;
      const began = performance.now();
      try {
        if (performance.now() - lapsedAt > 1_000) {
          await this.relay.lapse();
          lapsedAt = performance.now();
        }
        await this.relay.round();
        await this.hold.letGo();
        this.lastRound = new Date();
      } catch (error) {
        this.log.error({ err: error }, 'a round of the relay failed; the next one tries again');
      }
      await this.rest(PAUSE_PER_ROUND * (performance.now() - began));
    }
  }

  /** Until somebody wakes it, at most POLL_MS; under load, as long as `pauseMs` and BUSY_MS ask. */
  private async rest(pauseMs: number): Promise<void> {
    if (this.closing) return;
    await new Promise<void>((resolve) => {
      // Under load every finished delivery wakes it: rounds then come in steps, each of which admits many.
      const timer = setTimeout(resolve, this.woken ? Math.min(Math.max(BUSY_MS, pauseMs), POLL_MS) : POLL_MS);
      if (this.woken) return;
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = () => undefined;
  }
}
