import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type pg from 'pg';
import type { Channels } from '../../src/targets/index.js';
import { SCREENS_PORT, type ScreensPorts } from '../../src/contract/display.js';
import { DeliverModule } from '../../src/deliver/index.js';
import { IdentityModule } from '../../src/identity/index.js';
import { IntakeModule } from '../../src/intake/index.js';
import { NotificationsModule } from '../../src/notifications/index.js';
import { parseConfig, type HubConfig } from '../../src/platform/config/index.js';
import { createLogger, NestLogger } from '../../src/platform/log/index.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { loadSecrets } from '../../src/platform/secrets.js';
import { QueueModule, type QueueBackend } from '../../src/queue/index.js';
import { RecordModule } from '../../src/record/index.js';
import { ReleaseModule } from '../../src/release/index.js';
import { ReviewModule } from '../../src/review/index.js';
import { DATABASE, type Db } from '../../src/store/database.js';
import { createPool } from '../../src/store/pool.js';
import { StoreModule } from '../../src/store/store.module.js';
import { TargetsModule } from '../../src/targets/index.js';
import { WorkdaysModule } from '../../src/workdays/index.js';
import { openTestQueue, testRedis } from './engine.js';

/** The stages on a real database and a real queue, without listeners. */
export interface TestHub {
  app: INestApplicationContext;
  db: Db;
  queue: QueueBackend;
  pool: pg.Pool;
  config: HubConfig;
  stop(): Promise<void>;
}

export interface TestHubOptions {
  appUrl: string;
  ownerUrl: string;
  channels: Channels;
  /** Which parts of the hub run; none of them means that only services can be called. */
  roles?: string;
  screens?: ScreensPorts;
  /** A folder that outlives this hub, for tests that start a second one on it. */
  dataDir?: string;
  concurrency?: number;
  /** Which Redis the queue is on; by default, the one of the engine that is tested. */
  redisUrl?: string;
  /** Origins on loopback that the channels may call. */
  origins?: readonly string[];
  /** Where the public pages are, for tests that serve them. */
  publicUrl?: string;
}

const noScreens: ScreensPorts = {
  forTarget: () => ({
    show: () => Promise.reject(new Error('this hub has no screens')),
    retract: () => Promise.reject(new Error('this hub has no screens')),
    receipts: () => Promise.resolve({ now: new Date(), screens: [] }),
  }),
};

@Module({})
class Root {
  readonly name = 'test';
}

/** What stands around the stages. */
@Module({})
class Outside {
  readonly name = 'outside';
}

/** Starts the stages with these channels. */
export async function startTestHub(options: TestHubOptions): Promise<TestHub> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'tongbo-test-')));
  const config = parseConfig({
    HUB_DATA: dataDir,
    HUB_ALLOWED_ORIGINS: (options.origins ?? []).join(','),
    HUB_ROLES: options.roles ?? 'worker,scheduler',
    HUB_LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'fatal',
    ...(options.publicUrl === undefined ? {} : { HUB_PUBLIC_URL: options.publicUrl }),
  });
  const logger = createLogger(config.logLevel);
  const pool = createPool(options.appUrl, logger);
  const lanes = new Map([...options.channels.keys()].map((id) => [id, options.concurrency ?? 32]));
  const { appUrl, ownerUrl, redisUrl = testRedis() } = options;
  const queue = await openTestQueue({ appUrl, ownerUrl, lanes: lanes.size, logger, redisUrl });
  const root: DynamicModule = {
    module: Root,
    imports: [
      PlatformModule.with({ config, logger, secrets: await loadSecrets(config.secretsFile) }),
      StoreModule.with({ pool, appUrl: options.appUrl }),
      QueueModule.forLanes({ lanes, backend: queue, work: config.roles.includes('worker') }),
      TargetsModule.with(options.channels),
      {
        module: Outside,
        global: true,
        providers: [{ provide: SCREENS_PORT, useValue: options.screens ?? noScreens }],
        exports: [SCREENS_PORT],
      },
      IdentityModule,
      WorkdaysModule,
      IntakeModule,
      ReviewModule,
      ReleaseModule,
      DeliverModule,
      RecordModule,
      NotificationsModule,
    ],
  };
  const app = await NestFactory.createApplicationContext(root, {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  return {
    app,
    pool,
    queue,
    config,
    db: app.get<Db>(DATABASE),
    async stop() {
      await app.close();
      await queue.close();
      await pool.end();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
