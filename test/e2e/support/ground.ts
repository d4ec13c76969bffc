import { mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import S3rver from 's3rver';
import { Holder } from '../../medium/support/holder.js';
import { RedisServer } from '../../support/redis-server.js';
import { keepPutsWhole } from './whole-puts.js';

/** PostgreSQL as the hub itself starts it, in a process of its own. */
const holder = { args: ['--import', './test/support/ts-loader.mjs', 'test/medium/support/hold-postgres.ts'] };

/** What the distributed engine needs, empty: PostgreSQL, Redis, S3 storage, and a place for the keys. */
export class Ground {
  private constructor(
    readonly folder: string,
    private readonly postgres: Holder,
    readonly urls: { appUrl: string; ownerUrl: string },
    readonly redis: RedisServer,
    private readonly storage: S3rver,
    private readonly s3Port: number,
  ) {}

  static async start(): Promise<Ground> {
    const folder = await mkdtemp(join(tmpdir(), 'hub-ground-'));
    const postgres = Holder.start(holder, join(folder, 'postgres'));
    const urls = await postgres.running();
    const redis = await RedisServer.start();
    const storage = new S3rver({
      address: '127.0.0.1',
      port: 0,
      silent: true,
      directory: join(folder, 's3'),
      configureBuckets: [{ name: 'hub', configs: [] }],
    });
    keepPutsWhole(storage);
    const { port } = await storage.run();
    return new Ground(folder, postgres, urls, redis, storage, port);
  }

  /** For one process in all roles. */
  get environment(): Record<string, string> {
    const { folder, urls, redis, s3Port } = this;
    return {
      HUB_DATA: join(folder, 'node'),
      HUB_SECRETS: join(folder, 'keys', 'hub-secrets.json'),
      HUB_FILES: 's3://hub',
      HUB_S3_ENDPOINT: `http://127.0.0.1:${s3Port}`,
      HUB_S3_ACCESS_KEY: 'S3RVER',
      HUB_S3_SECRET_KEY: 'S3RVER',
      DATABASE_URL: urls.appUrl,
      DATABASE_OWNER_URL: urls.ownerUrl,
      REDIS_URL: redis.url,
    };
  }

  async stop(): Promise<void> {
    await this.storage.close();
    await this.redis.stop();
    await this.postgres.end('SIGTERM');
    const cluster = await readlink(join(this.folder, 'postgres', 'postgres')).catch(() => undefined);
    if (cluster) await rm(dirname(cluster), { recursive: true, force: true });
    await rm(this.folder, { recursive: true, force: true });
  }
}
