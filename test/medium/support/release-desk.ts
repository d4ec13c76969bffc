import type { Channel } from '../../../src/contract/channel.js';
import { anOffice, aTarget, type TestOffice } from '../../factories/office.js';
import { sinkChannel } from '../../support/sink-channel.js';
import { startTestHub, type TestHub } from '../../support/test-hub.js';
import { createTestDatabase } from './database.js';

/** A hub that delivers nothing, with an office and two targets of it. */
export class ReleaseDesk {
  private constructor(
    readonly hub: TestHub,
    readonly office: TestOffice,
    readonly targets: { id: string; channel: string }[],
    readonly ownerUrl: string,
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<ReleaseDesk> {
    const database = await createTestDatabase();
    const hub = await startTestHub({
      appUrl: database.appUrl,
      ownerUrl: database.ownerUrl,
      channels: new Map([['sink', sinkChannel() as unknown as Channel]]),
      roles: 'web',
    });
    const office = await anOffice(hub);
    const targets = [];
    for (let n = 0; n < 2; n += 1) {
      targets.push({
        id: await aTarget(hub, office, 'sink', { url: 'http://127.0.0.1:9' }),
        channel: 'sink',
      });
    }
    return new ReleaseDesk(hub, office, targets, database.ownerUrl, async () => {
      await hub.stop();
      await database.drop();
    });
  }
}
