import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createLogger } from '../../src/platform/log/index.js';
import { connectRedis, placeOf, RedisWatch } from '../../src/platform/redis/index.js';
import { HealthRegistry, type PartHealth } from '../../src/platform/health/index.js';
import { RedisServer } from '../support/redis-server.js';
import { until } from '../support/until.js';
import { Pipeline } from './support/pipeline.js';

jest.setTimeout(90_000);

const wayBack = { withinMs: 45_000 };

describe('deliveries over a Redis in trouble', () => {
  let redis: RedisServer;
  let line: Pipeline;
  beforeAll(async () => {
    redis = await RedisServer.start();
    line = await Pipeline.start({ redisUrl: redis.url });
  });
  afterAll(async () => {
    await (line as Pipeline | undefined)?.stop();
    await (redis as RedisServer | undefined)?.stop();
  });

  const health = async (): Promise<PartHealth | undefined> =>
    (await line.hub.app.get(HealthRegistry, { strict: false }).report('system')).parts.queue;
  const reason = (): Promise<PartHealth | undefined> => until(health, (queue) => queue?.ok === false);

  /** What was released meanwhile comes out once the trouble is over, and once only. */
  async function survives(trouble: () => Promise<void>, remedy: () => Promise<void>, said: RegExp) {
    await trouble();
    expect(await reason()).toMatchObject({ ok: false, reason: expect.stringMatching(said) as unknown });
    const ids = [(await line.release()).id, (await line.release()).id];
    await remedy();
    for (const id of ids) {
      await until(
        () => line.story(id),
        ({ state }) => state === 'live',
        wayBack,
      );
      expect(line.sink.posts.get(id)).toBe(1);
    }
    await until(health, (queue) => queue?.ok === true, wayBack);
  }

  it('that is away waits, and goes on when it is back, with nothing of what was in it', async () => {
    await survives(
      () => redis.end('SIGKILL'),
      () => redis.begin(),
      /cannot be reached .* Deliveries wait in the database/,
    );
  });

  it('that is full', async () => {
    await survives(
      () => redis.ask((client) => client.config('SET', 'maxmemory', '1')).then(() => undefined),
      () => redis.ask((client) => client.config('SET', 'maxmemory', '0')).then(() => undefined),
      /is full: give it more memory/,
    );
  });

  it('that has become a read-only replica', async () => {
    const primary = await RedisServer.start();
    try {
      await survives(
        () => redis.ask((client) => client.replicaof('127.0.0.1', primary.port)).then(() => undefined),
        () => redis.ask((client) => client.replicaof('NO', 'ONE')).then(() => undefined),
        /is a read-only replica: let REDIS_URL lead to the primary/,
      );
    } finally {
      await primary.stop();
    }
  });

  it('that hangs', async () => {
    await survives(
      async () => {
        redis.pause();
      },
      async () => {
        redis.continue();
      },
      /cannot be reached \(Command timed out\)/,
    );
  });

  it('that is wiped in the middle: what was queued is queued again within seconds', async () => {
    const releases = await Promise.all(Array.from({ length: 20 }, () => line.release()));
    await redis.ask((client) => client.flushall());
    for (const { id } of releases) {
      await until(
        () => line.story(id),
        ({ state }) => state === 'live',
        wayBack,
      );
      expect(line.sink.posts.get(id)).toBe(1);
    }
  });
});

describe('a start on a Redis that is not fit', () => {
  let redis: RedisServer | undefined;
  afterEach(() => redis?.stop());

  async function refusal(settings: Record<string, string>): Promise<unknown> {
    redis = await RedisServer.start(settings);
    const client = connectRedis(redis.url, 'test', 'impatient');
    const watch = new RedisWatch(client, placeOf(redis.url), createLogger('silent'));
    try {
      await watch.start(new AbortController().signal);
      return undefined;
    } catch (error) {
      return error;
    } finally {
      watch.stop();
      client.disconnect();
    }
  }

  it('is refused with a sentence when it throws jobs away', async () => {
    expect(await refusal({ 'maxmemory-policy': 'allkeys-lru' })).toMatchObject({
      name: 'RedisRefusal',
      message: expect.stringContaining('set maxmemory-policy noeviction') as unknown,
    });
  });

  it('is taken without an append-only file, since nothing is lost with it', async () => {
    expect(await refusal({ appendonly: 'no' })).toBeUndefined();
  });
});
