import { dirname } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule, type AppParts } from './app.module.js';
import type { ScreenSetup } from './contract/api.js';
import { Drills, lendTheWay, seedDemo, type DrillPage } from './demo/index.js';
import { takeOver } from './deliver/index.js';
import { startEngine, type Engine } from './engine/index.js';
import { ensureFirstRun, type FirstRun } from './identity/index.js';
import type { HubConfig } from './platform/config/index.js';
import { HealthRegistry } from './platform/health/index.js';
import { OutboundAllowList } from './platform/http/index.js';
import { NestLogger, type Logger } from './platform/log/index.js';
import { loadSecrets } from './platform/secrets.js';
import { SecureDoor, Trust } from './platform/tls/index.js';
import { Undo } from './platform/undo.js';
import { createPublicServer, createWebApp, drainer, listen, PublicSite, shut } from './platform/web/index.js';
import { LANE_CONCURRENCY } from './queue/index.js';
import { createDatabase } from './store/database.js';
import { requireSameKeys } from './store/keys.js';
import { countChannels, discoverChannels } from './targets/index.js';

/** A running hub. */
export interface Hub {
  /** What the first start made; undefined on every later one. */
  firstRun: FirstRun | undefined;
  /** The pages of the demo's drills that serve now. */
  drills(): Promise<DrillPage[]>;
  /** How a new screen reaches it. */
  screens(): Promise<ScreenSetup>;
  /** Ends everything in the reverse order of its start. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the parts in the configuration's roles on the engine that it names. When a part fails, or `signal` says that
 * nobody wants the hub any more, what had started is stopped again.
 */
export async function startHub(config: HubConfig, logger: Logger, signal: AbortSignal): Promise<Hub> {
  const undo = new Undo(logger);
  try {
    const { engine, parts, firstRun } = await prepare(config, logger, undo, signal);
    signal.throwIfAborted();
    const app = await startApp(parts, engine, undo);
    for (const part of engine.health) app.get(HealthRegistry, { strict: false }).register(part);
    signal.throwIfAborted();
    if (config.roles.includes('web')) await openDoors(app, config, logger, undo);
    signal.throwIfAborted();
    const drills = await startDrills(app, config, logger, undo);
    if (config.demo) await seedDemo(app, drills);
    signal.throwIfAborted();
    return {
      firstRun,
      drills: async () => (await drills?.pages()) ?? [],
      screens: () => app.get(Trust, { strict: false }).setup(),
      stop: () => undo.all(),
    };
  } catch (error) {
    await undo.all();
    throw error;
  }
}

/** How long requests that run have to end when the hub ends. */
const DRAIN_MS = 10_000;

interface Ground {
  engine: Engine;
  parts: AppParts;
  firstRun: FirstRun | undefined;
}

/** Everything below the application. */
async function prepare(config: HubConfig, logger: Logger, undo: Undo, signal: AbortSignal): Promise<Ground> {
  // The database starts while the channels load; both are waited for, so that what has started can be ended.
  const [found, begun] = await Promise.allSettled([
    discoverChannels(),
    startEngine(config, await countChannels(), logger, undo, signal),
  ]);
  if (begun.status === 'rejected') throw begun.reason;
  if (found.status === 'rejected') throw found.reason;
  const [channels, engine] = [found.value, begun.value];
  const lanes = new Map([...channels.keys()].map((id) => [id, LANE_CONCURRENCY]));
  const { pool, appUrl, queue: backend } = engine;
  const secrets = await loadSecrets(config.secretsFile);
  const db = createDatabase(pool);
  await requireSameKeys(db, secrets, config.secretsFile);
  if (engine.dead && config.roles.includes('worker')) {
    const left = await takeOver(db, engine.dead);
    if (left > 0) logger.info({ deliveries: left }, 'what a process that died held is looked at again');
  }
  const firstRun = engine.begins ? await ensureFirstRun(db, config) : undefined;
  const queue = { lanes, backend, work: config.roles.includes('worker') };
  return { engine, parts: { config, logger, secrets, pool, appUrl, queue, channels }, firstRun };
}

async function startApp(parts: AppParts, { sockets }: Engine, undo: Undo): Promise<INestApplicationContext> {
  const root = AppModule.with(parts);
  const { config, logger } = parts;
  const app = config.roles.includes('web')
    ? await createWebApp(root, logger, { sockets, trustedProxies: config.trustedProxies })
    : await NestFactory.createApplicationContext(root, {
        logger: new NestLogger(logger),
        abortOnError: false,
      });
  undo.push('the application', () => app.close());
  return app;
}

/**
 * The demo's drills start when the hub serves, so that it does not share the processor with them while it starts. They
 * end after the application: what it delivers may still talk to them.
 */
async function startDrills(
  app: INestApplicationContext,
  config: HubConfig,
  logger: Logger,
  undo: Undo,
): Promise<Drills | undefined> {
  if (!config.demo || !config.roles.includes('web')) return undefined;
  const { dataDir, publicUrl: hubPublicUrl } = config;
  const drills = await Drills.start({ dataDir, hubPublicUrl, log: logger });
  undo.before('the application', 'the drills', () => drills.stop());
  await drills.listen(lendTheWay(app.get(OutboundAllowList, { strict: false })));
  return drills;
}

/** Public pages first, since deliveries are read back from there. */
async function openDoors(
  app: INestApplicationContext,
  config: HubConfig,
  logger: Logger,
  undo: Undo,
): Promise<void> {
  const site = createPublicServer(
    app.get(PublicSite, { strict: false }),
    config.publicUrl,
    logger,
    config.trustedProxies,
  );
  await listen(site, config.publicPort, config.host);
  // Running deliveries are read back from the public pages, so those close after the application.
  undo.before('the application', 'the public pages', () => shut(site));
  const pages = (app as Awaited<ReturnType<typeof createWebApp>>).getHttpServer();
  const drain = drainer(pages);
  await listen(pages, config.port, config.host);
  undo.push('the console', () => drain(DRAIN_MS));
  const { tls, host, secretsFile } = config;
  if (tls === undefined) return;
  const door = await SecureDoor.make({ tls, home: dirname(secretsFile), logger, now: () => new Date() });
  door.leadTo(pages);
  undo.push('HTTPS', async () => {
    door.close();
    await shut(door.server, DRAIN_MS);
  });
  await listen(door.server, tls.port, host, 'HUB_TLS_PORT');
}
