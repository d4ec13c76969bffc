import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module, type DynamicModule, type INestApplication, type Type } from '@nestjs/common';
import type pg from 'pg';
import type { Role } from '../../../src/contract/api.js';
import { HealthModule } from '../../../src/health/index.js';
import { ensureFirstRun, IdentityModule, type FirstRun } from '../../../src/identity/index.js';
import { LiveModule } from '../../../src/live/index.js';
import { parseConfig, type HubConfig } from '../../../src/platform/config/index.js';
import { createLogger } from '../../../src/platform/log/index.js';
import { PlatformModule, type PlatformParts } from '../../../src/platform/platform.module.js';
import { loadSecrets } from '../../../src/platform/secrets.js';
import { createWebApp, listen, openRedisSockets } from '../../../src/platform/web/index.js';
import { createDatabase, type Db } from '../../../src/store/database.js';
import { createPool } from '../../../src/store/pool.js';
import { StoreModule, type StoreParts } from '../../../src/store/store.module.js';
import { testRedis } from '../../support/engine.js';
import { Visitor } from '../../support/visitor.js';
import { createTestDatabase, type TestDatabase } from './database.js';

export { Visitor, type Answer } from '../../support/visitor.js';

@Module({})
class TestRoot {}

type Parts = PlatformParts & StoreParts;

/** One process's web side. */
export interface WebNode {
  url: string;
  app: INestApplication;
  end(): Promise<void>;
}

/** The console's origin with identity, live and health: real database, real HTTP, no stages. */
export interface WebHub {
  url: string;
  app: INestApplication;
  db: Db;
  config: HubConfig;
  /** For a connection beside the hub's. */
  database: Pick<TestDatabase, 'appUrl' | 'ownerUrl'>;
  firstRun: FirstRun;
  /** Lines that the hub logged. */
  logged: string[];
  visitor(): Visitor;
  /** A visitor who has signed in as this role's member. */
  signedIn(role: Role): Promise<Visitor>;
  password(role: Role): string;
  /** A second web node on the same database; end it before the hub closes. */
  another(): Promise<WebNode>;
  /** Ends the application and starts another one on the same database and data folder. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface WebHubOptions {
  demo?: boolean;
  /** Further controllers. */
  controllers?: Type[];
  /** More of the environment. */
  settings?: Record<string, string>;
  /** Whose word on a request is believed. */
  trustedProxies?: string[];
  /** Another composition than identity, live and health, in the role web alone. */
  root?: (parts: Parts & { ownerUrl: string }) => DynamicModule | Promise<DynamicModule>;
}

export async function startWebHub(options: WebHubOptions = {}): Promise<WebHub> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-web-'));
  const config = parseConfig({
    HUB_DATA: dataDir,
    HUB_DEMO: options.demo === false ? 'off' : 'on',
    HUB_ROLES: 'web',
    ...options.settings,
  });
  const logged: string[] = [];
  const logger = createLogger('debug', { write: (line) => logged.push(line) });
  const pool = createPool(database.appUrl, logger);
  const db = createDatabase(pool);
  const firstRun = await ensureFirstRun(db, config);
  if (!firstRun) throw new Error('the cloned database is not empty');
  const { appUrl, ownerUrl } = database;
  const parts = { config, logger, secrets: await loadSecrets(config.secretsFile), pool, appUrl, ownerUrl };
  let running = await serve(parts, options);
  return {
    get url() {
      return running.url;
    },
    get app() {
      return running.app;
    },
    db,
    config,
    database,
    firstRun,
    logged,
    visitor: () => new Visitor(running.url),
    async signedIn(role) {
      const visitor = new Visitor(running.url);
      await visitor.signIn(memberOf(firstRun, role).username, memberOf(firstRun, role).password);
      return visitor;
    },
    password: (role) => memberOf(firstRun, role).password,
    async restart() {
      await running.end();
      running = await serve(parts, options);
    },
    another: () => serve(parts, options),
    close: () => tidy(running, pool, database, dataDir),
  };
}

async function serve(parts: Parts & { ownerUrl: string }, options: WebHubOptions): Promise<WebNode> {
  const root = options.root ? await options.root(parts) : smallRoot(parts, options.controllers ?? []);
  const redisUrl = testRedis();
  const sockets = redisUrl === undefined ? undefined : openRedisSockets(redisUrl);
  const app = await createWebApp(root, parts.logger, { sockets, ...pickProxies(options) });
  const server = app.getHttpServer();
  await listen(server, 0, '127.0.0.1');
  const end = async (): Promise<void> => {
    await app.close();
    await sockets?.close();
  };
  return { app, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, end };
}

const pickProxies = ({ trustedProxies }: WebHubOptions) =>
  trustedProxies === undefined ? {} : { trustedProxies };

const smallRoot = (parts: Parts, controllers: Type[]): DynamicModule => ({
  module: TestRoot,
  controllers,
  imports: [PlatformModule.with(parts), StoreModule.with(parts), IdentityModule, LiveModule, HealthModule],
});

async function tidy(node: WebNode, pool: pg.Pool, database: TestDatabase, dataDir: string): Promise<void> {
  await node.end();
  await pool.end();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
}

function memberOf(firstRun: FirstRun, role: Role): FirstRun['members'][number] {
  const member = firstRun.members.find((candidate) => candidate.role === role);
  if (!member) throw new Error(`the first run made no ${role}`);
  return member;
}
