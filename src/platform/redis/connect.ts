import { Redis } from 'ioredis';

/** The distributed engine cannot start on this Redis. The message is a sentence for the person who starts the hub. */
export class RedisRefusal extends Error {
  override readonly name = 'RedisRefusal';
}

/** How a connection meets a Redis that is away: `impatient` commands fail at once, the others wait until it is back. */
export type Patience = 'impatient' | 'patient';

/**
 * A connection to the Redis of REDIS_URL that never gives up reconnecting. Errors are told by RedisWatch, so nothing
 * listens to them here.
 * @param name what `CLIENT LIST` shows
 */
export function connectRedis(url: string, name: string, patience: Patience): Redis {
  const client = new Redis(url, {
    connectionName: `tongbo-${name}`,
    connectTimeout: 5_000,
    retryStrategy: (times) => Math.min(times * 100, 1_000),
    // After a failover the name leads to the new primary, but only for a new connection.
    reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 1 : false),
    ...(patience === 'impatient'
      ? { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 5_000 }
      : { maxRetriesPerRequest: null }),
  });
  client.on('error', () => undefined);
  return client;
}

/** Where a URL leads, without its password. */
export function placeOf(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${protocol}//${hostname}:${port === '' ? '6379' : port}`;
}
