import type { Scene } from '../../src/contract/scene.js';
import type { AliveV1, CardV1 } from '../../src/contract/display-link.js';
import type { Signed } from '../../src/contract/display.js';
import { Alerts } from './cache/alerts.js';
import { isSignedBy } from './cache/bytes.js';
import { Clock } from './cache/clock.js';
import { Database, type Device } from './cache/database.js';
import { ownDevice } from './cache/device.js';
import { Durable } from './cache/durable.js';
import { Library } from './cache/library.js';
import { Commands } from './link/commands.js';
import { Hub } from './link/hub.js';
import { beNewest } from './link/newest-page.js';
import { Pairing } from './link/pairing.js';
import { Session, type Welcome } from './link/session.js';
import { Sync } from './link/sync.js';
import { Plays } from './plays/plays.js';
import { build, keepShell, newerShell } from './shell.js';
import { Alarm } from './stage/alarm.js';
import { Director } from './stage/director.js';
import { clockText, pairingFace, waitingFace } from './stage/faces.js';
import { viewport } from './stage/slides.js';
import { identify } from './stage/identify.js';
import { Stage } from './stage/stage.js';
import { showOutside } from './watch/outside.js';
import { sitesOf } from './stage/web.js';
import { takePicture } from './watch/picture.js';
import { askForRestart, Watch } from './watch/watch.js';

/** A store that does not open now may open later. */
const startAgainMs = 20_000;
/** Health is told at least so often. */
const tellEveryMs = 15_000;
/** Not all screens of an office begin a new build at once. */
const spreadMs = 60_000;

function reloadSoon(): void {
  setTimeout(() => {
    location.reload();
  }, Math.random() * spreadMs);
}

/** Joins the rooms: link (the hub), cache (what is kept), stage (what is shown), plays (what was shown), watch. */
export class Player {
  private readonly stage: Stage;

  constructor(
    private readonly root: HTMLElement,
    private readonly measure: HTMLElement,
  ) {
    this.stage = new Stage(root);
  }

  async start(): Promise<void> {
    try {
      const db = await Durable.open(() => Database.open());
      await this.run(db, await ownDevice(db));
      await this.stage.drew;
      await keepShell();
    } catch (error) {
      await this.stage.show(waitingFace('暂时打不开本机存储', '过一会儿自动重试；一直如此请重启设备'));
      setTimeout(() => {
        location.reload();
      }, startAgainMs);
      throw error;
    }
  }

  private async run(db: Durable, device: Device): Promise<void> {
    const library = new Library(db, isSignedBy, () => clockText(clock.now()));
    const [offset = 0, newest = 0] = await Promise.all([db.get('clockOffset'), db.get('clockNewest')]);
    const alerts = new Alerts(db);
    await Promise.all([library.open(), alerts.open()]);
    const issued = Date.parse(library.manifest?.issuedAt ?? '') || 0;
    const clock = new Clock({ offset, newest: Math.max(newest, issued) });
    const keepTime = async (): Promise<void> => {
      const kept = clock.kept;
      await db.set('clockOffset', kept.offset);
      if (kept.newest > 0) await db.set('clockNewest', kept.newest);
    };
    const plays = await Plays.open(
      () => clock.now(),
      (some) => session.plays(some),
    );
    const director = new Director(library, clock, this.stage, this.measure, {
      painted: (key) => {
        plays.painted(key);
        void sync.paintedItem(key).catch(() => undefined);
      },
      showing: (scene) => {
        showing = scene;
        plays.shows(scene);
        tell();
      },
      expired: () => void expired().catch(() => undefined),
    });
    const alarm = new Alarm({
      ...{ alerts, library, clock, stage: this.stage, measure: this.measure },
      below: {
        start: () => void director.start(),
        stop: () => {
          director.stop();
          // What the warning took the glass from was not shown to its end.
          plays.shows({ show: 'idle' });
        },
        changed: () => director.changed(),
      },
      shown: (seq) => void sync.alertShown(seq).catch(() => undefined),
    });
    const raised = async (alert: Signed): Promise<void> => {
      if (await alerts.take(alert, library.group)) await alarm.changed();
    };
    let showing: Scene = { show: 'idle' };
    const picture = (): Omit<AliveV1, 'screenId'> => ({
      epoch: library.manifest?.epoch,
      viewport: viewport(),
      showing:
        showing.show === 'page' ? { key: showing.key, page: showing.page, pages: showing.pages } : undefined,
      health: watch.health(),
    });
    const expired = async (): Promise<void> => {
      await director.changed();
      // Without a connection it is said at the next welcome.
      await sync.tellHolds();
    };
    const tell = (): void => {
      session.alive(picture());
    };
    const session = new Session(
      device,
      {
        // What is cut short by the end of the connection is begun anew by the next one.
        welcome: (welcome) => void welcomed(welcome).catch(() => undefined),
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
        card: (told) => void recarded(told).catch(() => undefined),
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
      () => ({ alert: alerts.current?.seq, card: library.cardVersion }),
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
    commands.on('screenshot', async ({ id }) => hub.screenshot(id, await takePicture(this.root)));
    commands.on(
      'restart',
      async () => {
        askForRestart();
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
    const followSites = sitesOf(library.manifest, reloadSoon);
    const sync = new Sync(library, hub, session, {
      changed: async () => {
        await director.changed();
        tell();
        followSites(library.manifest);
      },
      refused: (why) => {
        document.documentElement.dataset['refused'] = why;
      },
    });
    const watch = new Watch({
      root: this.root,
      clock,
      build,
      following: () => director.following,
      again: (blame) => {
        director.again(blame);
      },
      full: () => db.full,
      waiting: () => plays.waiting,
      care: async () => {
        await keepTime();
        const items = library.manifest?.items ?? [];
        const lost = await db.repair(
          items.flatMap(({ rendition, assets }) => [rendition, ...assets.map(({ hash }) => hash)]),
        );
        for (const hash of lost) await fetchAgain(hash);
        await keepShell();
        // What was left out for a while comes back.
        await director.changed();
      },
    });
    const fetchAgain = async (hash: string): Promise<void> => {
      if (!session.isOpen) return;
      const content = await hub.blob(hash).catch(() => undefined);
      if (content) await db.putBlob(hash, content);
    };

    const welcomed = async (welcome: Welcome): Promise<void> => {
      pairing.stop();
      clock.heard(Date.parse(welcome.now));
      await keepTime();
      alarm.start();
      tell();
      plays.welcome();
      await sync.welcome(welcome.screenId, welcome.card, welcome.epoch);
      if (welcome.alert) await raised(welcome.alert);
      if (await newerShell()) reloadSoon();
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
      await plays.clear();
      if (screenId !== undefined) await session.wiped(screenId).catch(() => undefined);
      session.close();
      // A new page begins with a new key and nothing of the old one in memory.
      location.reload();
    };
    clock.changed = () => {
      void keepTime();
      void director.changed();
      // The hub knows.
      if (!clock.trusted && session.isOpen) session.again();
    };
    this.stage.mended = () => {
      watch.mended();
    };
    setInterval(tell, tellEveryMs);
    watch.start();
    showOutside({
      now: () => clock.now(),
      following: () => director.following,
      health: () => watch.health(),
      picture: () => takePicture(this.root),
    });
    if (library.manifest) alarm.start();
    else await this.stage.show(waitingFace('正在启动', '连接上机关的服务器后自动开始显示'));
  }
}
