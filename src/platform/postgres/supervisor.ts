import { Client } from 'pg';
import type { Cluster } from './cluster.js';
import { explain } from './errors.js';
import type { PostgresLog } from './log.js';
import { clearLeftovers, findServer, launch, shutDown, type RunningServer } from './server.js';

/** Whether the database is there; `reason` is a sentence for the person who looks after the hub. */
export type PostgresHealth = { ok: true } | { ok: false; reason: string };

export type RestartListener = () => void | Promise<void>;

const longestPauseMs = 5_000;

/**
 * Keeps the server running on its port. One idle connection tells it at once, by breaking, that the server has died or
 * reset itself; it works the same for a server that was adopted and is no child of this process.
 */
export class Supervisor {
  readonly #listeners = new Set<RestartListener>();
  #monitor: Client | undefined;
  #recovering: Promise<void> | undefined;
  #stopping = false;
  #wake: () => void = () => undefined;
  #health: PostgresHealth = { ok: true };

  constructor(
    private readonly cluster: Cluster,
    private server: RunningServer,
    private readonly superuserUrl: string,
    private readonly log: PostgresLog,
  ) {}

  /** Begins to watch. Throws when the server can't be reached. */
  async start(): Promise<void> {
    await this.#watch();
  }

  get pid(): number {
    return this.server.pid;
  }

  get health(): PostgresHealth {
    return this.#health;
  }

  /** Calls back each time the database has come back after its connections were lost. Returns how to end that. */
  onRestart(listener: RestartListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the watch and the server. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake();
    await this.#monitor?.end().catch(() => undefined);
    await this.#shutDown();
    await this.#recovering;
    await this.#shutDown();
  }

  async #shutDown(): Promise<void> {
    const server = await findServer(this.cluster);
    if (server) await shutDown(server.pid, this.cluster.place.clusterDir, this.log);
  }

  async #watch(): Promise<void> {
    const monitor = new Client({
      connectionString: this.superuserUrl,
      application_name: 'tongbo-monitor',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    monitor.on('error', () => undefined);
    await monitor.connect();
    monitor.once('end', () => {
      if (this.#monitor === monitor) this.#recover();
    });
    this.#monitor = monitor;
  }

  #recover(): void {
    if (this.#stopping || this.#recovering) return;
    this.#health = { ok: false, reason: 'The database has just gone away; the hub is bringing it back.' };
    this.log.warn({ port: this.server.port }, 'PostgreSQL has gone away; bringing it back');
    this.#recovering = this.#bringBack().finally(() => {
      this.#recovering = undefined;
    });
  }

  async #bringBack(): Promise<void> {
    for (let pause = 100; !this.#isStopping(); pause = Math.min(pause * 2, longestPauseMs)) {
      try {
        this.server = await this.#findOrLaunch();
        await this.#watch();
        this.#health = { ok: true };
        this.log.info({ pid: this.pid, port: this.server.port }, 'PostgreSQL is back');
        this.#tell();
        return;
      } catch (error) {
        if (this.#isStopping()) return;
        const { code, message } = explain(error, 'restarting', this.cluster.place.clusterDir);
        const reason = `${message} The hub goes on trying by itself.`;
        this.#health = { ok: false, reason };
        this.log.error({ code, err: error }, reason);
        await this.#pause(pause);
      }
    }
  }

  /** A living server resets itself after the crash of one of its processes; a dead one is started again. */
  async #findOrLaunch(): Promise<RunningServer> {
    const found = await findServer(this.cluster);
    if (found?.port === this.server.port) return found;
    if (found) await shutDown(found.pid, this.cluster.place.clusterDir, this.log);
    await clearLeftovers(this.cluster, this.log);
    return launch(this.cluster, this.server.port, this.log);
  }

  #isStopping(): boolean {
    return this.#stopping;
  }

  #tell(): void {
    for (const listener of this.#listeners) {
      Promise.resolve()
        .then(listener)
        .catch((error: unknown) => {
          this.log.error({ err: error }, 'what should happen after a restart of PostgreSQL failed');
        });
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
