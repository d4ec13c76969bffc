import { testRedisVariable } from '../../support/engine.js';
import { hasRedis, RedisServer } from '../../support/redis-server.js';

/** Starts the Redis of a test run and names it in the environment, which jest's workers inherit. */
export async function startTestRedis(): Promise<RedisServer | undefined> {
  if (!hasRedis) return undefined;
  const server = await RedisServer.start({ appendfsync: 'no' });
  process.env[testRedisVariable] = server.url;
  return server;
}
