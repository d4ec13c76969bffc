import type { Scene } from '../../src/contract/scene.js';
import { Clock } from './cache/clock.js';
import { Database, type Device } from './cache/database.js';
import { ownDevice } from './cache/device.js';
import { Library } from './cache/library.js';
import { Hub } from './link/hub.js';
import { Pairing } from './link/pairing.js';
import { Session, type Welcome } from './link/session.js';
import { Sync } from './link/sync.js';
import { keepShell } from './shell.js';
import { Director } from './stage/director.js';
import { pairingFace, waitingFace } from './stage/faces.js';
import { viewport } from './stage/slides.js';
import { Stage } from './stage/stage.js';

/** Joins the three rooms: link (the hub), cache (what is kept), stage (what is shown). */
export class Player {
  private readonly stage: Stage;

  constructor(
    root: HTMLElement,
    private readonly measure: HTMLElement,
  ) {
    this.stage = new Stage(root);
  }

  async start(): Promise<void> {
    void this.stage.show(waitingFace('正在启动', '连接上机关的服务器后自动开始显示'));
    const db = await Database.open();
    await navigator.storage.persist();
    await this.run(db, await ownDevice(db));
    await keepShell();
  }

  private async run(db: Database, device: Device): Promise<void> {
    const library = new Library(db);
    const clock = new Clock(await db.get('clockOffset'));
    await library.open();
    const director = new Director(library, clock, this.stage, this.measure, {
      painted: (key) => void sync.paintedItem(key),
      showing: (scene) => {
        showing = scene;
        session.alive(picture());
      },
      expired: () => void director.changed().then(() => sync.tellHolds()),
    });
    let showing: Scene = { show: 'idle' };
    const picture = () => ({
      epoch: library.manifest?.epoch,
      viewport: viewport(),
      showing:
        showing.show === 'page' ? { key: showing.key, page: showing.page, pages: showing.pages } : undefined,
    });
    const session = new Session(device, {
      welcome: (welcome) => void welcomed(welcome),
      unknown: () => {
        director.stop();
        void pairing.start();
      },
      revoked: (screenId) => void revoked(screenId),
      epoch: (epoch) => {
        sync.want(epoch);
      },
      news: (news) => {
        sync.offer(news);
      },
      card: (card, epoch) => void sync.card(card, epoch),
      lost: () => undefined,
    });
    const hub = new Hub(session.freshToken);
    const pairing = new Pairing(hub, db, device, {
      code: (code, minutes) => void this.stage.show(pairingFace(code, minutes)),
      claimed: () => {
        session.again();
      },
      away: () => void this.stage.show(waitingFace('正在连接服务器', '连接后这里会出现认领码')),
    });
    const sync = new Sync(library, hub, session, {
      changed: async () => {
        await director.changed();
        session.alive(picture());
      },
      refused: (why) => {
        document.documentElement.dataset['refused'] = why;
      },
    });

    const welcomed = async (welcome: Welcome): Promise<void> => {
      pairing.stop();
      const offset = clock.heard(Date.parse(welcome.now));
      if (offset !== undefined) await db.set('clockOffset', offset);
      director.start();
      session.alive(picture());
      await sync.welcome(welcome.screenId, welcome.card, welcome.epoch);
    };
    const revoked = async (screenId: string | undefined): Promise<void> => {
      director.stop();
      library.clear();
      await this.stage.show(waitingFace('这块屏已被移除', '正在清除内容，稍后可重新认领'), true);
      await db.wipe();
      if (screenId !== undefined) await session.wiped(screenId).catch(() => undefined);
      session.close();
      // A new page begins with a new key and nothing of the old one in memory.
      location.reload();
    };
    if (library.manifest) director.start();
  }
}
