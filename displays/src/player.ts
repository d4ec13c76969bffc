import type { Scene } from '../../src/contract/scene.js';
import type { CardV1 } from '../../src/contract/display-link.js';
import type { Signed } from '../../src/contract/display.js';
import { Alerts } from './cache/alerts.js';
import { isSignedBy } from './cache/bytes.js';
import { Clock } from './cache/clock.js';
import { Database, type Device } from './cache/database.js';
import { ownDevice } from './cache/device.js';
import { Library } from './cache/library.js';
import { Commands } from './link/commands.js';
import { Hub } from './link/hub.js';
import { beNewest } from './link/newest-page.js';
import { Pairing } from './link/pairing.js';
import { Session, type Welcome } from './link/session.js';
import { Sync } from './link/sync.js';
import { keepShell } from './shell.js';
import { Alarm } from './stage/alarm.js';
import { Director } from './stage/director.js';
import { clockText, pairingFace, waitingFace } from './stage/faces.js';
import { viewport } from './stage/slides.js';
import { identify } from './stage/identify.js';
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
    const clock = new Clock(await db.get('clockOffset'));
    const library = new Library(db, isSignedBy, () => clockText(clock.now()));
    const alerts = new Alerts(db);
    await Promise.all([library.open(), alerts.open()]);
    const director = new Director(library, clock, this.stage, this.measure, {
      painted: (key) => void sync.paintedItem(key),
      showing: (scene) => {
        showing = scene;
        session.alive(picture());
      },
      expired: () => void director.changed().then(() => sync.tellHolds()),
    });
    const alarm = new Alarm({
      ...{ alerts, library, clock, stage: this.stage, measure: this.measure, below: director },
      shown: (seq) => void sync.alertShown(seq),
    });
    const raised = async (alert: Signed): Promise<void> => {
      if (await alerts.take(alert, library.group)) await alarm.changed();
    };
    let showing: Scene = { show: 'idle' };
    const picture = () => ({
      epoch: library.manifest?.epoch,
      viewport: viewport(),
      showing:
        showing.show === 'page' ? { key: showing.key, page: showing.page, pages: showing.pages } : undefined,
    });
    const session = new Session(
      device,
      {
        welcome: (welcome) => void welcomed(welcome),
        unknown: () => {
          alarm.stop();
          void pairing.start();
        },
        revoked: (screenId) => void revoked(screenId),
        epoch: (epoch) => {
          sync.want(epoch);
        },
        news: (news) => {
          sync.offer(news);
        },
        card: (told) => void recarded(told),
        alert: (alert) => void raised(alert),
        lost: () => undefined,
        command: (command) => void commands.take(command).catch(() => undefined),
        copied: () => {
          document.documentElement.dataset['refused'] = 'copied';
          // What is kept was approved, and goes by its own times.
          if (!library.manifest)
            void this.stage.show(waitingFace('这块屏需要重新登记', '另一台机器用了它的身份，请联系管理员'));
        },
      },
      () => alerts.current?.seq,
      '',
      {
        read: () => db.get('ticket'),
        keep: (ticket) => db.set('ticket', ticket),
      },
    );
    const commands = new Commands((done) => session.done(done));
    commands.on('identify', async () => {
      const { screen } = library.manifest ?? {};
      if (!screen) throw new Error('it has no name yet');
      identify(screen);
      return Promise.resolve();
    });
    commands.on(
      'reload',
      async () => {
        location.reload();
        return Promise.resolve();
      },
      { answersFirst: true },
    );
    beNewest(() => {
      director.stop();
      session.close();
      void this.stage.show(waitingFace('已在另一个窗口打开', '这个窗口可以关闭'));
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
      alarm.start();
      session.alive(picture());
      await sync.welcome(welcome.screenId, welcome.card, welcome.epoch);
      if (welcome.alert) await raised(welcome.alert);
    };
    const recarded = async ({ card, epoch, alert }: CardV1): Promise<void> => {
      await sync.card(card, epoch);
      if (alert) await raised(alert);
    };
    const revoked = async (screenId: string | undefined): Promise<void> => {
      alarm.stop();
      library.clear();
      await this.stage.show(waitingFace('这块屏已被移除', '正在清除内容，稍后可重新认领'), true);
      await db.wipe();
      if (screenId !== undefined) await session.wiped(screenId).catch(() => undefined);
      session.close();
      // A new page begins with a new key and nothing of the old one in memory.
      location.reload();
    };
    if (library.manifest) alarm.start();
  }
}
