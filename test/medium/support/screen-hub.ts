import { Module, type DynamicModule } from '@nestjs/common';
import type { ScreenView } from '../../../src/contract/api.js';
import {
  SCREENS_PORT,
  type ScreenReceipt,
  type ScreensPort,
  type ScreensPorts,
} from '../../../src/contract/display.js';
import { IdentityModule } from '../../../src/identity/index.js';
import { newId } from '../../../src/platform/ids.js';
import { PlatformModule } from '../../../src/platform/platform.module.js';
import { BlobStore } from '../../../src/platform/storage/blobs.js';
import { ScreensModule } from '../../../src/screens/index.js';
import { StoreModule } from '../../../src/store/store.module.js';
import type { Db } from '../../../src/store/database.js';
import { ScreenClient } from '../../support/screen-client.js';
import { startWebHub, type Answer, type Visitor, type WebHub } from './web-hub.js';

@Module({})
class Root {}

export interface Shown {
  key: string;
  rendition: string;
  picture: string;
}

/** The console's origin with identity and screens: a real database, real sockets, an administrator, two groups. */
export class ScreenHub {
  private readonly clients: ScreenClient[] = [];

  private constructor(
    readonly hub: WebHub,
    private readonly ports: ScreensPorts,
    readonly blobs: BlobStore,
    readonly admin: Visitor,
    readonly group: string,
    readonly otherGroup: string,
  ) {}

  static async start(): Promise<ScreenHub> {
    const found: { ports?: ScreensPorts; blobs?: BlobStore } = {};
    const keep = {
      provide: Root,
      useFactory: (ports: ScreensPorts, blobs: BlobStore) => Object.assign(found, { ports, blobs }),
      inject: [SCREENS_PORT, BlobStore],
    };
    const hub = await startWebHub({
      root: (parts): DynamicModule => ({
        module: Root,
        imports: [PlatformModule.with(parts), StoreModule.with(parts), IdentityModule, ScreensModule],
        providers: [keep],
      }),
    });
    const admin = await hub.signedIn('administrator');
    const officeId = (await admin.me()).office.id;
    const groups = [
      await aGroup(hub.db, officeId, '一楼大厅屏'),
      await aGroup(hub.db, officeId, '二楼窗口屏'),
    ] as const;
    const { ports, blobs } = found;
    if (!ports || !blobs) throw new Error('the application did not start');
    return new ScreenHub(hub, ports, blobs, admin, ...groups);
  }

  async close(): Promise<void> {
    await this.clear();
    await this.hub.close();
  }

  get db(): Db {
    return this.hub.db;
  }

  /** Ends every client and revokes every screen, so that the next test has its own. */
  async clear(): Promise<void> {
    for (const client of this.clients.splice(0)) client.close();
    await this.db
      .updateTable('screen')
      .set({ revoked_at: new Date() })
      .where('revoked_at', 'is', null)
      .execute();
  }

  async aClient(): Promise<ScreenClient> {
    const client = await ScreenClient.make(this.hub.url);
    this.clients.push(client);
    return client;
  }

  claim(code: string, name = '大厅东屏', targetId = this.group, visitor = this.admin): Promise<Answer> {
    return visitor.call('POST', '/api/v1/screens/claim', { body: { code, name, targetId } });
  }

  /** A screen that was paired, claimed and is connected. */
  async aScreen(name = '大厅东屏', targetId = this.group): Promise<ScreenClient> {
    const client = await this.aClient();
    const asked = await client.ask();
    if (asked.state !== 'waiting') throw new Error('a new key has a screen already');
    const claimed = await this.claim(asked.code, name, targetId);
    if (claimed.status !== 201) throw new Error(claimed.text);
    const hello = await client.connect();
    if (hello.state !== 'welcome') throw new Error(hello.state);
    await client.alive();
    return client;
  }

  port(targetId = this.group): ScreensPort {
    return this.ports.forTarget(targetId);
  }

  /** Commits an item with one picture to a group. */
  async show(targetId = this.group, until?: Date): Promise<Shown> {
    const key = newId();
    const rendition = await this.blobs.put(JSON.stringify({ document: key, assets: [] }));
    const picture = await this.blobs.put(`picture of ${key}`);
    const assets = [{ hash: picture, name: 'p.png', mediaType: 'image/png', size: 20 }];
    const publishedAt = new Date();
    await this.port(targetId).show({
      key,
      renditionHash: rendition,
      assets,
      publishedAt,
      until,
      priority: 'routine',
    });
    return { key, rendition, picture };
  }

  async stateOf(key: string, client: ScreenClient): Promise<ScreenReceipt | undefined> {
    return (await this.port().receipts(key)).screens.find(({ screenId }) => screenId === client.id);
  }

  async ledgerOf(subjectId: string) {
    return this.db
      .selectFrom('ledger_entry')
      .select(['kind', 'actor', 'data'])
      .where('subject_id', '=', subjectId)
      .orderBy('id')
      .execute();
  }

  async screens(): Promise<ScreenView[]> {
    return (await this.admin.call('GET', '/api/v1/screens')).json['items'] as ScreenView[];
  }
}

async function aGroup(db: Db, officeId: string, name: string): Promise<string> {
  const id = newId();
  const settings = JSON.stringify({ diagonalInches: 43, distanceMetres: 3, dwellSeconds: 8 });
  const slug = `g-${id.slice(-12)}`;
  await db
    .insertInto('target')
    .values({ id, office_id: officeId, channel: 'display', slug, name, settings, concurrency: 4 })
    .execute();
  return id;
}
