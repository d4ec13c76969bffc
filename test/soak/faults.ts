import { setTimeout as later } from 'node:timers/promises';
import type { Dice } from '../chaos/plan/dice.js';
import type { SoakScreen } from './screen.js';

/** What happens to a screen, from its beginning to its end. */
interface Fault {
  /** The page goes on: what its heap held before can be compared with what it holds after. */
  steady: boolean;
  run: (screen: SoakScreen, dice: Dice) => Promise<void>;
}

const hour = 3_600_000;

/** By kind. */
export const faults: Record<string, Fault> = {
  /** The hub is out of reach. */
  network: {
    steady: true,
    run: async ({ line }, dice) => {
      line.cut();
      await later(dice.whole(200, 2_500));
      line.mend();
    },
  },
  /** The page's thread is held up. */
  stall: {
    steady: true,
    run: async (screen, dice) => {
      await screen.evaluate(
        (ms) => {
          window.soak.hold(ms);
        },
        dice.whole(100, 700),
      );
    },
  },
  /** The machine's clock is set. */
  clock: {
    steady: true,
    run: async (screen, dice) => {
      const ms = dice.pick([-72, -1, -0.01, 0.01, 1, 72]) * hour;
      await screen.evaluate((by) => {
        window.soak.step(by);
      }, ms);
      await later(dice.whole(100, 1_000));
      await screen.evaluate((by) => {
        window.soak.step(by);
      }, -ms);
    },
  },
  /** Something takes everything off the glass. */
  emptied: {
    steady: true,
    run: async (screen) => {
      await screen.evaluate(() => {
        document.querySelector('#stage')?.replaceChildren();
      }, undefined);
    },
  },
  /** The browser throws away what it cached. */
  evicted: {
    steady: true,
    run: async (screen) => {
      const storageTypes = 'cache_storage,service_workers';
      await screen.send('Storage.clearDataForOrigin', { origin: screen.line.origin, storageTypes });
    },
  },
  /** The disk is full for a while. */
  full: {
    steady: true,
    run: async (screen, dice) => {
      const { origin } = screen.line;
      await screen.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
      await later(dice.whole(300, 1_500));
      await screen.send('Storage.overrideQuotaForOrigin', { origin });
    },
  },
  /** Everything that was kept is gone under the running page. */
  wiped: {
    steady: false,
    run: async (screen) => {
      await screen.send('Storage.clearDataForOrigin', { origin: screen.line.origin, storageTypes: 'all' });
      await later(500);
      await screen.reload();
      await screen.plays();
    },
  },
  reload: { steady: false, run: (screen) => screen.reload() },
  crash: { steady: false, run: (screen) => screen.crash() },
};
