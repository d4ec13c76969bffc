import { sql } from 'kysely';
import type pg from 'pg';
import type { Db, Tx } from './database.js';

/** Channels of NOTIFY. A lost message costs latency only: every listener also polls. */
export type Topic = 'hub_due' | 'hub_changed' | 'hub_screens' | 'hub_sessions';

/** Sent when the transaction commits. `payload` is at most 7,900 bytes. */
export async function notify(tx: Tx | Db, topic: Topic, payload = ''): Promise<void> {
  await sql`select pg_notify(${topic}, ${payload})`.execute(tx);
}

/** Many at once, as `notify`. */
export async function notifyEach(tx: Tx | Db, topic: Topic, payloads: readonly string[]): Promise<void> {
  await sql`select pg_notify(${topic}, p) from unnest(${[...payloads]}::text[]) p`.execute(tx);
}

export interface Subscription {
  close(): Promise<void>;
}

/** Nest's token for `subscribe` with the hub's own connections and log. */
export const SUBSCRIBE = Symbol('subscribe');
export type Subscribe = (
  topics: readonly Topic[],
  onMessage: (topic: Topic, payload: string) => void,
  onReturn?: () => void,
) => Subscription;

/**
 * Listens on its own connection and opens a new one when that is lost; `onMessage` is also called with an empty
 * payload after each (re)connection, since anything may have been missed, and `onReturn` before it after each but the first.
 */
export function subscribe(
  connect: () => pg.Client,
  topics: readonly Topic[],
  onMessage: (topic: Topic, payload: string) => void,
  onError: (error: unknown) => void,
  onReturn: () => void = () => undefined,
): Subscription {
  let closed = false;
  let wasOpen = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const reconnect = (error: unknown): void => {
    client?.removeAllListeners();
    // A late error of a connection that is given up must not become an uncaught one.
    client?.on('error', () => undefined);
    void client?.end().catch(() => undefined);
    client = undefined;
    if (closed) return;
    onError(error);
    clearTimeout(retry);
    retry = setTimeout(() => void open(), 500);
  };

  const open = async (): Promise<void> => {
    const next = connect();
    client = next;
    next.on('error', reconnect);
    next.on('end', () => {
      if (client === next) reconnect(new Error('the listening connection ended'));
    });
    next.on('notification', (message) => {
      onMessage(message.channel as Topic, message.payload ?? '');
    });
    try {
      await next.connect();
      for (const topic of topics) await next.query(`listen ${topic}`);
      if (wasOpen) onReturn();
      wasOpen = true;
      for (const topic of topics) onMessage(topic, '');
    } catch (error) {
      if (client === next) reconnect(error);
    }
  };

  void open();
  return {
    async close() {
      closed = true;
      clearTimeout(retry);
      client?.removeAllListeners();
      client?.on('error', () => undefined);
      await client?.end().catch(() => undefined);
    },
  };
}
