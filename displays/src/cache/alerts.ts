import type { Signed } from '../../../src/contract/display.js';
import type { HubKey } from '../../../src/contract/display-link.js';
import { AlertV1 } from '../../../src/contract/warning.js';
import { isSignedBy } from './bytes.js';
import type { Database } from './database.js';
import { json } from './json.js';

/** What stands above the programme, kept over reloads and days without network. */
export class Alerts {
  current: AlertV1 | undefined;

  constructor(
    private readonly db: Pick<Database, 'get' | 'set'>,
    private readonly isSigned: (key: HubKey, signed: Signed) => boolean = isSignedBy,
  ) {}

  /** Reads what was kept and checks it again. */
  async open(): Promise<void> {
    const kept = await this.db.get('alert');
    if (kept) this.current = await this.read(kept);
  }

  /** Takes in what the hub says, for the group that this screen belongs to. Returns whether that changed anything. */
  async take(signed: Signed, group: string | undefined): Promise<boolean> {
    const alert = await this.read(signed);
    if (!alert || alert.group !== group) return false;
    // Of one group only what is newer counts: an old warning must not come back by being said again.
    if (this.current?.group === group && alert.seq <= this.current.seq) return false;
    await this.db.set('alert', signed);
    this.current = alert;
    return true;
  }

  private async read(signed: Signed): Promise<AlertV1 | undefined> {
    const hubKey = await this.db.get('hubKey');
    if (!hubKey || !this.isSigned(hubKey, signed)) return undefined;
    return AlertV1.safeParse(json(signed.payload)).data;
  }
}
