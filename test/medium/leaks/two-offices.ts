import { channel as display } from '../../../channels/display/channel.js';
import { channel as tv } from '../../../channels/tv/channel.js';
import { channel as website } from '../../../channels/website/channel.js';
import { seedDemo } from '../../../src/demo/index.js';
import { checkChannels } from '../../../src/targets/discover.js';
import { errandChannel } from '../../support/errand-channel.js';
import { startWholeHub, type WholeHub } from '../support/whole-hub.js';
import { divide } from './belongings.js';
import { Ears } from './ears.js';
import { OfficeAtWork } from './office-at-work.js';

/** The demo's two offices on one hub, both in the middle of their work; B has listened while A worked. */
export class TwoOffices {
  private constructor(
    readonly hub: WholeHub,
    readonly a: OfficeAtWork,
    readonly b: OfficeAtWork,
    readonly ears: { a: Ears; b: Ears },
    /** How far the groups of screens had come when A had worked and B had not, and what B's screen had been told. */
    readonly epochs: { a: number; b: number; hinted: readonly number[] },
    /** Strings that stand in rows of A alone, and of B alone. */
    readonly secrets: { a: string[]; b: string[] },
  ) {}

  static async start(): Promise<TwoOffices> {
    const hub = await startWholeHub(
      checkChannels([
        { name: 'website', channel: website },
        { name: 'display', channel: display },
        { name: 'tv', channel: tv },
        { name: 'errand', channel: errandChannel },
      ]),
    );
    try {
      await seedDemo(hub.app);
      const a = await OfficeAtWork.begin(hub, 'wanghe', '甲子局');
      const b = await OfficeAtWork.begin(hub, 'wanghe-water', '乙丑局');
      const ears = { a: await Ears.of(a), b: await Ears.of(b) };
      await a.work();
      const [{ epoch: ofA }, { epoch: ofB }] = [await a.screen.manifest(), await b.screen.manifest()];
      const epochs = { a: ofA, b: ofB, hinted: [...b.screen.hints] };
      await b.work();
      const [ours, theirs] = await divide(hub.db, a.id, b.id);
      return new TwoOffices(hub, a, b, ears, epochs, { a: ours.secrets, b: theirs.secrets });
    } catch (error) {
      await hub.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    for (const ears of [this.ears.a, this.ears.b]) ears.close();
    for (const office of [this.a, this.b]) office.close();
    await this.hub.close();
  }
}
