import type { Channel } from '../../src/contract/channel.js';
import { LANE_CONCURRENCY } from '../../src/queue/index.js';
import { sinkChannel } from '../../test/support/sink-channel.js';
import { startTestHub, type TestHub } from '../../test/support/test-hub.js';

/** Jobs that the floor's worker runs at once. */
export const CONCURRENCY = 32;

/** What a hub of this benchmark runs on, as it is told to other processes. */
export interface Ground {
  appUrl: string;
  ownerUrl: string;
  /** Blobs and keys, shared by all processes. */
  dataDir: string;
  sinkUrl: string;
  /** Other sinks that may be called. */
  more?: string[];
  /** Undefined for the queue on PostgreSQL. */
  redisUrl: string | undefined;
}

/** The stages with a channel to the sink, in these roles. */
export function startBenchHub(
  { sinkUrl, more = [], redisUrl, ...ground }: Ground,
  roles: string,
): Promise<TestHub> {
  return startTestHub({
    ...ground,
    ...(redisUrl === undefined ? {} : { redisUrl }),
    channels: new Map([['sink', sinkChannel('sink', { concurrency: 256 }) as unknown as Channel]]),
    origins: [sinkUrl, ...more],
    roles,
    concurrency: LANE_CONCURRENCY,
  });
}
