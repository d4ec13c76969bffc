import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Channel } from '../../../src/contract/channel.js';
import { Stories } from '../../../src/deliver/index.js';
import { parseConfig, type HubConfig } from '../../../src/platform/config/index.js';
import { withClient, createDatabase, dropDatabase } from '../../../src/platform/postgres/index.js';
import { Releases } from '../../../src/release/index.js';
import { anOffice, aTarget, aVersion, type TestOffice } from '../../factories/office.js';
import { sinkChannel } from '../../support/sink-channel.js';
import type { Sink } from '../../support/sink-server.js';
import { startTestHub, type TestHub } from '../../support/test-hub.js';
import { until } from '../../support/until.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** A hub that starts and ends on a database and a folder that outlive it. */
export class MovableHub {
  readonly config: HubConfig;

  private constructor(
    readonly database: TestDatabase,
    readonly folder: string,
  ) {
    this.config = parseConfig({ HUB_DATA: folder });
  }

  /** An empty one: migrated, or as it is made when `bare`. */
  static async make({ bare = false } = {}): Promise<MovableHub> {
    const database = await createTestDatabase();
    if (bare)
      await withClient(database.superuserUrl, async (client) => {
        await dropDatabase(client, database.name);
        await createDatabase(client, database.name);
      });
    return new MovableHub(database, await mkdtemp(join(tmpdir(), 'hub-move-')));
  }

  start(sink: Sink): Promise<TestHub> {
    const channels = new Map([['sink', sinkChannel('sink') as unknown as Channel]]);
    return startTestHub({
      appUrl: this.database.appUrl,
      ownerUrl: this.database.ownerUrl,
      dataDir: this.folder,
      channels,
      origins: [sink.url],
    });
  }

  /** Rows of a statement as the owner. */
  ask<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
    return withClient(this.database.ownerUrl, async (client) => (await client.query<Row>(text)).rows);
  }

  async discard(): Promise<void> {
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export interface Place {
  office: TestOffice;
  target: { id: string; channel: string };
}

/** An office with one target at the sink. */
export async function aPlace(hub: TestHub, sink: Sink): Promise<Place> {
  const office = await anOffice(hub);
  const id = await aTarget(hub, office, 'sink', { url: sink.url, step: true });
  return { office, target: { id, channel: 'sink' } };
}

/** Releases an approved version; the delivery's id. */
export async function release(hub: TestHub, { office, target }: Place, title: string): Promise<string> {
  const { versionId } = await aVersion(hub, office, [target], { title });
  const made = await hub.app
    .get(Releases, { strict: false })
    .create(office.callers.clerk, versionId, { targetIds: [target.id], priority: 'routine' });
  return made.deliveryIds[0] ?? '';
}

export function reaches(hub: TestHub, { office }: Place, id: string, state: string) {
  return until(
    () => hub.app.get(Stories, { strict: false }).one(office.id, id),
    (told) => told.state === state,
  );
}
