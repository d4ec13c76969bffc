import { z } from 'zod';
import { HubKey } from '../src/contract/display-link.js';
import { aDevice, BenchScreen } from './screens/client.js';
import { answer } from './screens/talk.js';
import { bytesOf } from './screens/traffic.js';

/** A process full of screens without glass; it does what its parent asks and ends with it. */
const devices: Awaited<ReturnType<typeof aDevice>>[] = [];
const screens: BenchScreen[] = [];

answer({
  /** Makes keys; their public halves are what the hub has to know. */
  keys: async (given) => {
    const { count } = z.object({ count: z.int() }).parse(given);
    while (devices.length < count) devices.push(await aDevice());
    return devices.map(({ keyId, publicKey }) => ({ keyId, publicKey }));
  },
  /** Connects screens of so many of the keys. */
  connect: async (given) => {
    const { count, origin, hubKey } = z
      .object({ count: z.int(), origin: z.string(), hubKey: HubKey })
      .parse(given);
    for (const device of devices.slice(screens.length, count)) {
      screens.push(new BenchScreen(device, hubKey, origin));
      // As many at once as a building has, not all in one turn of the loop.
      if (screens.length % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return screens.length;
  },
  settled: () =>
    Promise.resolve(screens.filter(({ settledAt }) => settledAt > 0).map(({ settledAt }) => settledAt)),
  /** What some of those are like that have not settled. */
  unsettled: () =>
    Promise.resolve(
      screens
        .filter(({ settledAt }) => settledAt === 0)
        .slice(0, 10)
        .map(({ state }) => state),
    ),
  /** How many items of the first are complete. */
  complete: () => Promise.resolve(screens[0]?.painted.size ?? 0),
  heard: () => Promise.resolve(screens.map(({ heardAt }) => heardAt)),
  painted: (given) => Promise.resolve(screens.flatMap(({ painted }) => painted.get(String(given)) ?? [])),
  gone: (given) => Promise.resolve(screens.flatMap(({ gone }) => gone.get(String(given)) ?? [])),
  alerted: () => Promise.resolve(screens.map(({ alertedAt }) => alertedAt)),
  /** What one screen takes in to come back: leaves, waits until it is told to, and comes. */
  leave: () => {
    screens[0]?.link.disconnect();
    return Promise.resolve(true);
  },
  comeBack: () => bytesOf(screens[0]),
});
