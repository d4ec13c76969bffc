import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { HealthRegistry, readSpace } from '../platform/health/index.js';
import { DATABASE, type Db } from '../store/database.js';
import { attempts, lateness, open, singles, WINDOW_MINUTES, type Singles } from './numbers.js';

const recent = `in the last ${String(WINDOW_MINUTES)} minutes`;
const single: Record<keyof Singles, [name: string, help: string]> = {
  oldestOverdueSeconds: [
    'tongbo_oldest_overdue_seconds',
    'How long the oldest delivery has been due that could go out.',
  ],
  openCircuits: ['tongbo_open_circuits', 'Targets that cannot be reached and are tried now and then.'],
  pausedTargets: ['tongbo_paused_targets', 'Targets that wait for a person.'],
  openTasks: ['tongbo_open_tasks', 'Work that waits for a person.'],
  waitingRecalls: ['tongbo_waiting_recalls', 'Requests to take something back that nobody has decided on.'],
};

/**
 * Numbers for Prometheus: the process's own, each part's health, and the four golden signals of each channel. The
 * channels' numbers are read from the database at each scrape, so that any web node answers for all workers; they are
 * gauges over the last minutes, since no process has seen all attempts since some beginning.
 */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor(
    health: HealthRegistry,
    @Inject(DATABASE) db: Db,
    @Inject(CONFIG) config: Pick<HubConfig, 'dataDir'>,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge('tongbo_part_ok', 'Whether a part of the hub is well: 1 or 0.', ['part'], async (gauge) => {
      const { parts } = await health.report('system');
      for (const [part, { ok }] of Object.entries(parts)) gauge.set({ part }, ok ? 1 : 0);
    });
    this.gauge('tongbo_disk_free_bytes', 'Free bytes where the data folder is.', [], async (gauge) => {
      gauge.set((await readSpace(config.dataDir)).freeBytes);
    });
    this.channels(db);
    const read = shared(() => singles(db));
    for (const [key, [name, help]] of Object.entries(single)) {
      this.gauge(name, help, [], async (gauge) => {
        gauge.set((await read())[key as keyof Singles]);
      });
    }
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  /** Traffic, errors, latency and saturation. */
  private channels(db: Db): void {
    const labels = ['channel', 'kind', 'outcome'];
    const read = shared(() => attempts(db));
    this.gauge(
      'tongbo_attempts',
      `Attempts that began ${recent}, by what came of them.`,
      labels,
      async (gauge) => {
        for (const { channel, kind, outcome, count } of await read())
          gauge.set({ channel, kind, outcome: wordOf(outcome) }, count);
      },
    );
    const times = [...labels, 'quantile'];
    this.gauge(
      'tongbo_attempt_seconds',
      `How long attempts took that began ${recent}.`,
      times,
      async (gauge) => {
        for (const { channel, kind, outcome, p50, p99 } of await read()) {
          if (p50 !== null) gauge.set({ channel, kind, outcome: wordOf(outcome), quantile: '0.5' }, p50);
          if (p99 !== null) gauge.set({ channel, kind, outcome: wordOf(outcome), quantile: '0.99' }, p99);
        }
      },
    );
    this.gauge(
      'tongbo_late_seconds',
      `From the publish time to being verified live, of what was sent ${recent}.`,
      ['channel', 'quantile'],
      async (gauge) => {
        for (const { channel, p50, p99 } of await lateness(db)) {
          gauge.set({ channel, quantile: '0.5' }, p50);
          gauge.set({ channel, quantile: '0.99' }, p99);
        }
      },
    );
    this.gauge(
      'tongbo_deliveries',
      'Deliveries that are not at rest, by state; overdue: scheduled and due.',
      ['channel', 'state'],
      async (gauge) => {
        for (const { channel, state, count } of await open(db)) gauge.set({ channel, state }, count);
      },
    );
  }

  private gauge(
    name: string,
    help: string,
    labelNames: string[],
    read: (gauge: Gauge) => Promise<void>,
  ): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        gauge.reset();
        await read(gauge);
      },
    });
  }
}

/** Labels stay few: what came too late is one word, whatever it was. */
const wordOf = (outcome: string): string => (outcome.startsWith('late: ') ? 'late' : outcome);

/** One reading for all gauges of one scrape. */
function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let known: { at: number; value: Promise<T> } | undefined;
  return () => {
    const now = performance.now();
    if (!known || now - known.at > 1_000) known = { at: now, value: read() };
    return known.value;
  };
}
