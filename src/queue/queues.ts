import { setTimeout as pause } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { getQueueToken } from '@nestjs/bullmq';
import { Worker, type Job, type Queue } from 'bullmq';
import { jobs, type JobData, type JobName } from '../contract/jobs.js';
import { HealthRegistry } from '../platform/health/index.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import type { QueueBackend } from './backend.js';

/** What the queue needs to know from the outside: its lanes, its backend, and whether this process works. */
export interface QueueOptions {
  /** One queue a channel; the number is how many of its jobs this process runs at once. */
  lanes: ReadonlyMap<string, number>;
  backend: QueueBackend;
  work: boolean;
}
export const QUEUE_OPTIONS = Symbol('queue options');

/**
 * Jobs of one channel that a process runs at once. They wait for the outside and for commits that many share; how many
 * a target gets at once is its own limit.
 */
export const LANE_CONCURRENCY = 96;

/** A worker that could not begin tries again after so long. */
const AGAIN_MS = 1_000;

/** More than so many jobs are added as a bulk also where a few have a cheaper way (docs/adr/0005). */
const FEW = 64;

export const queueName = (lane: string): string => `channel-${lane}`;

type Handler<N extends JobName> = (data: JobData<N>) => Promise<void>;

/** One job to be queued. `id` must be new each time: a reused id would wait for a dead worker's lock. */
export interface NewJob<N extends JobName> {
  id: string;
  data: JobData<N>;
  /** 0 goes first. */
  priority: number;
}

/**
 * The disposable accelerator in front of PostgreSQL. It carries ids; it retries nothing; when it is wiped, the
 * relay fills it again. Jobs are typed by name, parsed on arrival, and each has exactly one handler (checked at boot).
 */
@Injectable()
export class Queues implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly handlers = new Map<JobName, Handler<JobName>>();
  private readonly workers: Worker[] = [];
  private readonly consumed = new Map<string, Date>();

  constructor(
    @Inject(QUEUE_OPTIONS) private readonly options: QueueOptions,
    private readonly modules: ModuleRef,
    @Inject(LOGGER) private readonly log: Logger,
    registry: HealthRegistry,
  ) {
    const { backend } = options;
    if (backend.health) registry.register({ name: 'queue', check: () => backend.health?.() ?? { ok: true } });
  }

  /** Registers the one handler of a job; call it in a constructor, before the application has started. */
  handle<N extends JobName>(name: N, handler: Handler<N>): void {
    if (this.handlers.has(name)) throw new Error(`the job ${name} has two handlers`);
    this.handlers.set(name, (data) => handler(jobs[name].parse(data) as JobData<N>));
  }

  async add<N extends JobName>(lane: string, name: N, wanted: readonly NewJob<N>[]): Promise<void> {
    const made = wanted.map((job) => ({
      name,
      data: job.data,
      opts: {
        jobId: job.id,
        priority: job.priority,
        attempts: 1,
        removeOnComplete: true,
        removeOnFail: true,
      },
    }));
    const queue = this.queue(lane);
    const { backend } = this.options;
    const [one, ...others] = made;
    if (one && others.length === 0) await queue.add(one.name, one.data, one.opts);
    else if (backend.addFew && made.length <= FEW) await backend.addFew(queue.name, made);
    else await queue.addBulk(made);
  }

  /** Calls back when jobs may have been lost, since the backend was away. */
  onReturn(listener: () => void): void {
    this.options.backend.onReturn?.(listener);
  }

  /** The lanes, and when this process last took a job from each; undefined: not yet. */
  lastConsumed(): { lane: string; at: Date | undefined }[] {
    return [...this.options.lanes.keys()].map((lane) => ({ lane, at: this.consumed.get(lane) }));
  }

  /** How many jobs of each lane wait, and how many run in any process. */
  async depths(): Promise<{ lane: string; waiting: number; running: number }[]> {
    return Promise.all(
      [...this.options.lanes.keys()].map(async (lane) => {
        const counts = await this.queue(lane).getJobCounts('wait', 'prioritized', 'active');
        const { wait = 0, prioritized = 0, active = 0 } = counts;
        return { lane, waiting: wait + prioritized, running: active };
      }),
    );
  }

  /**
   * Rejects when the backend cannot be reached: BullMQ's PostgreSQL backend remembers a first look that failed for ever,
   * and a queue or worker that was made at such a moment would never work.
   */
  async onApplicationBootstrap(): Promise<void> {
    const missing = Object.keys(jobs).filter((name) => !this.handlers.has(name as JobName));
    if (missing.length > 0) throw new Error(`no handler for the jobs ${missing.join(', ')}`);
    for (const lane of this.options.lanes.keys()) {
      this.queue(lane).on('error', (error) => {
        this.log.warn({ lane, err: error }, 'the queue lost its connection; it comes back by itself');
      });
    }
    if (this.options.work) this.work();
    const queues = [...this.options.lanes.keys()].map((lane) => this.queue(lane));
    await Promise.all([...queues, ...this.workers].map((one) => one.waitUntilReady()));
    for (const worker of this.workers) void this.keepRunning(worker);
  }

  /** Lets running jobs end (their own time-outs bound that) before anything they use is closed. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
  }

  private work(): void {
    for (const [lane, concurrency] of this.options.lanes) {
      const worker = new Worker(queueName(lane), (job: Job) => this.run(lane, job), {
        connection: this.options.backend.forWorkers,
        concurrency,
        autorun: false,
        // Truth and leases live in PostgreSQL: a job that BullMQ believes stalled must not run again by itself.
        maxStalledCount: 0,
        // While Redis refuses writes, a worker asks again after this time.
        runRetryDelay: 1_000,
      });
      worker.on('error', (error) => {
        this.log.warn({ lane, err: error }, 'a worker lost its connection; it comes back by itself');
      });
      worker.on('failed', (job, error) => {
        this.log.error(
          { lane, job: job?.id, err: error },
          'a job failed; the relay looks at its delivery again',
        );
      });
      this.workers.push(worker);
    }
  }

  /** A worker's loop ends when its very first question is not answered. */
  private async keepRunning(worker: Worker): Promise<void> {
    while (!worker.closing) {
      try {
        await worker.run();
        return;
      } catch (error) {
        this.log.warn({ lane: worker.name, err: error }, 'a worker could not begin; once more');
        await pause(AGAIN_MS);
      }
    }
  }

  private async run(lane: string, job: Job): Promise<void> {
    this.consumed.set(lane, new Date());
    const handler = this.handlers.get(job.name as JobName);
    if (!handler) throw new Error(`no handler for the job ${job.name}`);
    await handler(job.data as JobData<JobName>);
  }

  private queue(lane: string): Queue {
    return this.modules.get<Queue>(getQueueToken(queueName(lane)), { strict: false });
  }
}
