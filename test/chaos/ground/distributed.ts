import { cp, mkdir, mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createDatabase, dropDatabase, withClient } from '../../../src/platform/postgres/index.js';
import { Holder } from '../../medium/support/holder.js';
import { freePair } from '../../support/free-pair.js';
import { RedisServer } from '../../support/redis-server.js';
import { until } from '../../support/until.js';
import type { NodeName } from '../plan/plan.js';
import type { Ground } from './ground.js';

const holder = { args: ['--import', './test/support/ts-loader.mjs', 'test/medium/support/hold-postgres.ts'] };
const DATABASE = 'chaos';
const KEPT = 'chaos_kept';

interface Server {
  pid: number;
  superuserUrl: string;
  appUrl: string;
  ownerUrl: string;
}

/** A PostgreSQL and a Redis that a web node with the scheduler and two workers share. */
export class DistributedGround implements Ground {
  private constructor(
    private readonly folder: string,
    private readonly postgres: Holder,
    private readonly server: Server,
    readonly redis: RedisServer,
    private readonly port: number,
    private readonly origins: string,
  ) {}

  static async start(origins: readonly string[]): Promise<DistributedGround> {
    const folder = await mkdtemp(join(tmpdir(), 'hub-chaos-'));
    await mkdir(join(folder, 'files'));
    const postgres = Holder.start(holder, join(folder, 'postgres'));
    const { pid, superuserUrl, ownerUrl, appUrl } = await postgres.running();
    const named = (url: string): string => Object.assign(new URL(url), { pathname: `/${DATABASE}` }).href;
    const server = { pid, superuserUrl, ownerUrl: named(ownerUrl), appUrl: named(appUrl) };
    await withClient(superuserUrl, (client) => createDatabase(client, DATABASE));
    const redis = await RedisServer.start();
    return new DistributedGround(folder, postgres, server, redis, await freePair(), origins.join(','));
  }

  get console(): string {
    return `http://localhost:${this.port}`;
  }

  get firstRunFolder(): string {
    return join(this.folder, 'front');
  }

  environment(node: NodeName): Record<string, string> {
    const { folder, server, redis } = this;
    return {
      HUB_ROLES: node === 'front' ? 'web,scheduler' : 'worker',
      HUB_DATA: join(folder, node),
      HUB_SECRETS: join(folder, 'keys', 'hub-secrets.json'),
      HUB_FILES: join(folder, 'files'),
      HUB_PUBLIC_URL: `http://localhost:${this.port + 1}`,
      HUB_ALLOWED_ORIGINS: this.origins,
      DATABASE_URL: server.appUrl,
      REDIS_URL: redis.url,
      ...(node === 'front' ? { PORT: String(this.port), DATABASE_OWNER_URL: server.ownerUrl } : {}),
    };
  }

  verifierEnvironment(): Record<string, string> {
    return this.environment('worker-1');
  }

  async keep(): Promise<void> {
    await this.copyDatabase(DATABASE, KEPT);
    await cp(join(this.folder, 'files'), join(this.folder, 'kept'), { recursive: true });
  }

  async restore(): Promise<void> {
    await this.copyDatabase(KEPT, DATABASE);
    await this.redis.ask((client) => client.flushall());
    await rm(join(this.folder, 'files'), { recursive: true, force: true });
    await cp(join(this.folder, 'kept'), join(this.folder, 'files'), { recursive: true });
  }

  /** The process that holds it starts it again, on the same port. */
  async breakDatabase(signal: NodeJS.Signals): Promise<void> {
    process.kill(this.server.pid, signal);
    const line = await this.postgres.line();
    if (line.restarted === undefined) throw new Error('PostgreSQL did not come back');
    this.server.pid = line.restarted;
  }

  urls(): Promise<{ appUrl: string; ownerUrl: string }> {
    return Promise.resolve(this.server);
  }

  async stop(): Promise<void> {
    await this.redis.stop();
    await this.postgres.end('SIGTERM');
    const elsewhere = await readlink(join(this.folder, 'postgres', 'postgres')).catch(() => undefined);
    if (elsewhere !== undefined) await rm(dirname(elsewhere), { recursive: true, force: true });
    await rm(this.folder, { recursive: true, force: true });
  }

  private async copyDatabase(from: string, to: string): Promise<void> {
    await withClient(this.server.superuserUrl, async (client) => {
      await dropDatabase(client, to);
      // A template may have no sessions, and those of killed processes end a moment later.
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [from]);
      await until(async () => {
        const { rows } = await client.query('select from pg_stat_activity where datname = $1', [from]);
        return rows.length === 0;
      });
      await createDatabase(client, to, from);
    });
  }
}
