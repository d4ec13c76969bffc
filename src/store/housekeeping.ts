import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { schedule, type RunCoordinator, type ScheduledTask } from 'node-cron';
import { sql } from 'kysely';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { DATABASE, type Db } from './database.js';

/** A process that took a slot and died holds the task up for at most so long. */
const leaseMs = 15_000;

/**
 * Decides in the database which of several schedulers takes a slot of a task: the first one, while no other is at it. A
 * lease that reaches further than any is given was given before the clock was set back, and counts no more.
 */
export function databaseCoordinator(db: Db): RunCoordinator {
  return {
    async shouldRun(key, ttlMs) {
      const { task, slot } = parse(key);
      const { rows } = await sql`
        insert into housekeeping as h (task, slot, until)
        values (${task}, ${slot}, hub_now() + ${ttlMs} * interval '1 millisecond')
        on conflict (task) do update set slot = excluded.slot, until = excluded.until
        where h.slot < excluded.slot
          and (h.until <= hub_now() or h.until > hub_now() + ${ttlMs} * interval '1 millisecond') returning task`.execute(
        db,
      );
      return rows.length > 0;
    },
    async onComplete(key) {
      const { task, slot } = parse(key);
      await sql`update housekeeping set until = hub_now() where task = ${task} and slot = ${slot}`.execute(
        db,
      );
    },
  };
}

/** node-cron's key: the task's name, a colon, and the slot in ISO form. */
function parse(key: string): { task: string; slot: string } {
  const at = key.indexOf(':');
  return { task: key.slice(0, at), slot: key.slice(at + 1) };
}

/**
 * The hub's regular work. In processes with the role scheduler each task runs by its schedule, in one process at a
 * time however many there are; elsewhere nothing runs.
 */
@Injectable()
export class Housekeeping implements BeforeApplicationShutdown {
  private readonly tasks: ScheduledTask[] = [];
  private readonly running = new Set<Promise<void>>();
  private readonly runCoordinator: RunCoordinator;

  constructor(
    @Inject(DATABASE) db: Db,
    @Inject(CONFIG) private readonly config: HubConfig,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.runCoordinator = databaseCoordinator(db);
  }

  /**
   * @param name short and stable; the same in every process
   * @param when a cron expression with seconds
   * @param work one round; what it throws is logged, and the next slot tries again
   */
  every(name: string, when: string, work: () => Promise<void>): void {
    if (!this.config.roles.includes('scheduler')) return;
    const { runCoordinator } = this;
    const options = { name, noOverlap: true, distributed: true, distributedLease: leaseMs, runCoordinator };
    this.tasks.push(schedule(when, () => this.run(name, work), { ...options, logger: this.cronLog() }));
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const task of this.tasks) await task.stop();
    await Promise.all(this.running);
  }

  private async run(name: string, work: () => Promise<void>): Promise<void> {
    const round = work().catch((error: unknown) => {
      this.log.error({ task: name, err: error }, 'a round of housekeeping failed; the next one tries again');
    });
    this.running.add(round);
    await round;
    this.running.delete(round);
  }

  private cronLog() {
    const say = (level: 'debug' | 'warn') => (said: string | Error) => {
      this.log[level]({ context: 'node-cron' }, said instanceof Error ? said.message : said);
    };
    return { info: say('debug'), debug: say('debug'), warn: say('debug'), error: say('warn') };
  }
}
