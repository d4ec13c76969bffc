import type { Channel } from '../../../src/contract/channel.js';
import type { DeliveryDetail, RecallAnswer, RecallProgress } from '../../../src/contract/api.js';
import { RecallProgresses, RecallRequests, Stories } from '../../../src/deliver/index.js';
import { Releases } from '../../../src/release/index.js';
import { sql } from 'kysely';
import pg from 'pg';
import { anOffice, aTarget, aVersion, type TestOffice } from '../../factories/office.js';
import { sinkChannel } from '../../support/sink-channel.js';
import { Sink } from '../../support/sink-server.js';
import { startTestHub, type TestHub } from '../../support/test-hub.js';
import { until } from '../../support/until.js';
import { createTestDatabase } from './database.js';

interface TestTarget {
  id: string;
  channel: string;
}

/** A hub with one recording sink as its outside, an office, and words for what happens to a delivery. */
export class Pipeline {
  private constructor(
    readonly hub: TestHub,
    readonly sink: Sink,
    readonly office: TestOffice,
    readonly target: TestTarget,
    private readonly ownerUrl: string,
    private readonly drop: () => Promise<void>,
  ) {}

  /** `origins`: more places on loopback that its channels may call. */
  static async start({
    origins = [],
    ...options
  }: { redisUrl?: string; origins?: string[] } = {}): Promise<Pipeline> {
    const database = await createTestDatabase();
    const sink = await new Sink().start();
    const hub = await startTestHub({
      appUrl: database.appUrl,
      ownerUrl: database.ownerUrl,
      channels: new Map(
        [sinkChannel('sink', { update: true }), sinkChannel('sink-fixed')].map((channel) => [
          channel.id,
          channel as unknown as Channel,
        ]),
      ),
      origins: [sink.url, ...origins],
      ...options,
    });
    const office = await anOffice(hub);
    const id = await aTarget(hub, office, 'sink', { url: sink.url, step: true });
    return new Pipeline(hub, sink, office, { id, channel: 'sink' }, database.ownerUrl, () => database.drop());
  }

  async stop(): Promise<void> {
    await this.hub.stop();
    await this.sink.stop();
    await this.drop();
  }

  /** Runs `work` while the database's clock stands at an instant. */
  async at(instant: string, work: () => Promise<void>): Promise<void> {
    await this.clock(`timestamptz '${new Date(instant).toISOString()}'`);
    try {
      await work();
    } finally {
      await this.clock('clock_timestamp()');
    }
  }

  /** Lets the database's clock stand at an instant until it is moved again: nothing runs out in between. */
  stand(instant: string): Promise<void> {
    return this.clock(`timestamptz '${new Date(instant).toISOString()}'`);
  }

  /** Runs `work` while the database's clock is behind by so many seconds. */
  async clockBehind<T>(seconds: number, work: () => Promise<T>): Promise<T> {
    await this.clock(`clock_timestamp() - interval '${seconds} seconds'`);
    try {
      return await work();
    } finally {
      await this.clock('clock_timestamp()');
    }
  }

  private clock(body: string): Promise<void> {
    const head = 'create or replace function hub_now() returns timestamptz language sql stable parallel safe';
    return this.asOwner(`${head} as $$ select ${body} $$`);
  }

  /** Runs statements as the owner of the database. */
  async asOwner(...statements: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: this.ownerUrl });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }

  /** Ends every other connection of the hub to its database, which opens new ones. */
  async endConnections(): Promise<void> {
    await this.hub.pool.query(`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`);
  }

  async anotherTarget(channel = 'sink'): Promise<TestTarget> {
    return {
      id: await aTarget(this.hub, this.office, channel, { url: this.sink.url, step: true }),
      channel,
    };
  }

  /** Releases a new approved version; `id` is the first delivery's. */
  async release(options: { publishAt?: Date; expiresAt?: Date } = {}, targets: TestTarget[] = [this.target]) {
    const version = await aVersion(this.hub, this.office, targets);
    const made = await this.hub.app
      .get(Releases, { strict: false })
      .create(this.office.callers.clerk, version.versionId, {
        targetIds: targets.map(({ id }) => id),
        priority: 'routine',
        publishAt: options.publishAt?.toISOString(),
        expiresAt: options.expiresAt?.toISOString(),
      });
    const [id = ''] = made.deliveryIds;
    return { ...version, releaseId: made.id, id };
  }

  story(id: string): Promise<DeliveryDetail> {
    return this.hub.app.get(Stories, { strict: false }).one(this.office.id, id);
  }

  /** A job of the queue that came to nothing is given out again after half a minute. */
  reaches(id: string, state: string): Promise<DeliveryDetail> {
    return until(
      () => this.story(id),
      (told) => told.state === state,
      { withinMs: 45_000 },
    );
  }

  get requests(): RecallRequests {
    return this.hub.app.get(RecallRequests, { strict: false });
  }

  progress(requestId: string): Promise<RecallProgress> {
    return this.hub.app.get(RecallProgresses, { strict: false }).of(this.office.callers.auditor, requestId);
  }

  /** Takes it back at once, as somebody who may do so in an emergency. */
  recall(announcementId: string): Promise<RecallAnswer> {
    const wish = { reason: 'error' as const, note: '', emergency: true };
    return this.requests.ask(this.office.callers.leader, announcementId, wish);
  }

  /** What the ledger says of an announcement, in order. */
  async kinds(announcementId: string): Promise<string[]> {
    const rows = await this.hub.db
      .selectFrom('ledger_entry')
      .select('kind')
      .where('announcement_id', '=', announcementId)
      .orderBy('id')
      .execute();
    return rows.map((row) => row.kind);
  }

  /** Who did what to a delivery, as the ledger says. */
  async actors(id: string): Promise<Record<string, string>> {
    const rows = await this.hub.db
      .selectFrom('ledger_entry')
      .select(['kind', 'actor'])
      .where('subject_id', '=', id)
      .execute();
    return Object.fromEntries(rows.map(({ kind, actor }) => [kind, actor]));
  }

  /** Lets what waits for its time be due at once, as if the clock had moved on. */
  async makeDue(id: string): Promise<void> {
    await this.hub.db
      .updateTable('delivery')
      .set({ due_at: sql<Date>`hub_now()` })
      .where('id', '=', id)
      .execute();
  }
}
