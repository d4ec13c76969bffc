import type { PairingAnswer } from '../../../src/contract/display-link.js';
import type { Database, Device } from '../cache/database.js';
import type { Hub } from './hub.js';

const askEveryMs = 2_000;
const retryEveryMs = 5_000;

export interface PairingEvents {
  code(code: string, minutesLeft: number): void;
  claimed(): void;
  away(): void;
}

/** Shows a code until a member has claimed the device. Keeps the hub's key from here on. */
export class Pairing {
  private active = false;

  constructor(
    private readonly hub: Hub,
    private readonly db: Pick<Database, 'set'>,
    private readonly device: Device,
    private readonly events: PairingEvents,
  ) {}

  async start(): Promise<void> {
    if (this.active) return;
    this.active = true;
    await this.go();
  }

  stop(): void {
    this.active = false;
  }

  private async go(): Promise<void> {
    while (this.active) {
      try {
        if (await this.once()) this.stop();
      } catch {
        this.events.away();
        await later(retryEveryMs);
      }
    }
  }

  /** One code from its beginning to its end. Returns whether the device has been claimed. */
  private async once(): Promise<boolean> {
    const asked = await this.hub.askPairing(this.device.publicKey);
    await this.db.set('hubKey', asked.hubKey);
    if (asked.state === 'waiting' && !(await this.wait(asked))) return false;
    if (this.active) this.events.claimed();
    return true;
  }

  private async wait(asked: Extract<PairingAnswer, { state: 'waiting' }>): Promise<boolean> {
    const endsAt = performance.now() + Date.parse(asked.expiresAt) - Date.parse(asked.now);
    let shown = -1;
    while (this.active) {
      const minutes = Math.max(1, Math.ceil((endsAt - performance.now()) / 60_000));
      if (minutes !== shown) this.events.code(asked.code, minutes);
      shown = minutes;
      const state = await this.hub.pairing(asked.id);
      if (state === 'claimed') return true;
      if (state === 'expired') return false;
      await later(askEveryMs);
    }
    return false;
  }
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
