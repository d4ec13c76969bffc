import { Inject, Injectable, Optional } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { HealthRegistry, spaces } from '../platform/health/index.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { Queues } from '../queue/index.js';
import { DATABASE, type Db } from '../store/database.js';
import {
  attempts,
  channels,
  lateness,
  open,
  singles,
  troubles,
  WINDOW_MINUTES,
  type ChannelNumbers,
  type Singles,
} from './numbers.js';

const recent = `in the last ${String(WINDOW_MINUTES)} minutes`;
const single: Record<keyof Singles, [name: string, help: string]> = {
  openTasks: ['tongbo_open_tasks', 'Work that waits for a person.'],
  waitingRecalls: ['tongbo_waiting_recalls', 'Requests to take something back that nobody has decided on.'],
  unsealedEntries: ['tongbo_unsealed_entries', 'Ledger entries that wait for a seal.'],
  oldestUnsealedSeconds: ['tongbo_oldest_unsealed_seconds', 'How long the oldest of them has waited.'],
};
const ofChannel: Record<Exclude<keyof ChannelNumbers, 'channel'>, [name: string, help: string]> = {
  openCircuits: ['tongbo_open_circuits', 'Targets that cannot be reached and are tried now and then.'],
  pausedTargets: ['tongbo_paused_targets', 'Targets that wait for a person.'],
  oldestOverdueSeconds: [
    'tongbo_oldest_overdue_seconds',
    'How long the oldest delivery has been due that could go out.',
  ],
};

/**
 * Numbers for Prometheus: the process's own, each part's health, and the four golden signals of each channel. The
 * channels' numbers are read from the database at each scrape, so that any web node answers for all workers. Attempts
 * are gauges over the last minutes and no counters: a counter needs somebody who has seen every attempt since some
 * beginning, and no process has. What cannot be read is left out of the answer, and the rest still told.
 */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor(
    private readonly health: HealthRegistry,
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: HubConfig,
    @Inject(LOGGER) private readonly log: Logger,
    @Optional() private readonly queues?: Queues,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.parts();
    this.traffic();
    this.saturation();
    this.people();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  /** What `/health/system` says, and what other processes say of themselves. */
  private parts(): void {
    const report = shared(() => this.health.report('system'));
    this.gauge('tongbo_system_ok', 'Whether the whole hub is well: 1 or 0.', [], async (gauge) => {
      gauge.set((await report()).ok ? 1 : 0);
    });
    this.gauge('tongbo_part_ok', 'Whether a part of the hub is well: 1 or 0.', ['part'], async (gauge) => {
      for (const [part, { ok }] of Object.entries((await report()).parts)) gauge.set({ part }, ok ? 1 : 0);
    });
    const help = 'Processes that say themselves that a part of them is not well.';
    this.gauge('tongbo_processes_in_trouble', help, ['part'], async (gauge) => {
      for (const { part, count } of await troubles(this.db)) gauge.set({ part }, count);
    });
  }

  /** Traffic, errors and latency. */
  private traffic(): void {
    const labels = ['channel', 'kind', 'outcome'];
    const read = shared(() => attempts(this.db));
    const counted = `Attempts that began ${recent}, by what came of them.`;
    this.gauge('tongbo_attempts', counted, labels, async (gauge) => {
      for (const { channel, kind, outcome, count } of await read())
        gauge.set({ channel, kind, outcome }, count);
    });
    const timed = `How long attempts took that began ${recent}.`;
    this.gauge('tongbo_attempt_seconds', timed, [...labels, 'quantile'], async (gauge) => {
      for (const { channel, kind, outcome, p50, p99 } of await read()) {
        if (p50 !== null) gauge.set({ channel, kind, outcome, quantile: '0.5' }, p50);
        if (p99 !== null) gauge.set({ channel, kind, outcome, quantile: '0.99' }, p99);
      }
    });
    const late = `From the publish time to being verified live, of what became live ${recent}.`;
    this.gauge('tongbo_late_seconds', late, ['channel', 'quantile'], async (gauge) => {
      for (const { channel, p50, p99 } of await lateness(this.db)) {
        gauge.set({ channel, quantile: '0.5' }, p50);
        gauge.set({ channel, quantile: '0.99' }, p99);
      }
    });
  }

  private saturation(): void {
    const unrest = 'Deliveries that are not at rest, by state; overdue: scheduled and due.';
    this.gauge('tongbo_deliveries', unrest, ['channel', 'state'], async (gauge) => {
      for (const { channel, state, count } of await open(this.db)) gauge.set({ channel, state }, count);
    });
    const inQueue = 'Jobs in a channel’s queue, canaries among them, by whether they wait or run.';
    this.gauge('tongbo_queue_jobs', inQueue, ['channel', 'state'], async (gauge) => {
      for (const { lane: channel, waiting, running } of (await this.queues?.depths()) ?? []) {
        gauge.set({ channel, state: 'waiting' }, waiting);
        gauge.set({ channel, state: 'running' }, running);
      }
    });
    const read = shared(() => channels(this.db));
    for (const [key, [name, help]] of Object.entries(ofChannel)) {
      this.gauge(name, help, ['channel'], async (gauge) => {
        for (const { channel, ...numbers } of await read())
          gauge.set({ channel }, numbers[key as keyof typeof numbers]);
      });
    }
    const free = 'Free bytes where this process writes.';
    this.gauge('tongbo_disk_free_bytes', free, ['place'], async (gauge) => {
      for (const { place, freeBytes } of await spaces(this.config)) gauge.set({ place }, freeBytes);
    });
    this.gauge('tongbo_disk_wanted_bytes', 'Below this the hub’s health is red.', [], (gauge) => {
      gauge.set(this.config.minFreeMb * 1024 * 1024);
    });
  }

  /** What waits for people, and the ledger's tail. */
  private people(): void {
    const read = shared(() => singles(this.db));
    for (const [key, [name, help]] of Object.entries(single)) {
      this.gauge(name, help, [], async (gauge) => {
        gauge.set((await read())[key as keyof Singles]);
      });
    }
  }

  private gauge(
    name: string,
    help: string,
    labelNames: string[],
    read: (gauge: Gauge) => Promise<void> | void,
  ): void {
    const { log } = this;
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        gauge.reset();
        try {
          await read(gauge);
        } catch (error) {
          // A number that is not known is no number: a gauge without labels would otherwise say 0.
          gauge.reset();
          if (labelNames.length === 0) gauge.remove();
          log.warn({ metric: name, err: error }, 'a number could not be read; it is left out of this scrape');
        }
      },
    });
  }
}

/** One reading for all gauges of one scrape. */
function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let known: { at: number; value: Promise<T> } | undefined;
  return () => {
    const now = performance.now();
    if (!known || now - known.at > 1_000) known = { at: now, value: read() };
    return known.value;
  };
}
