import { Injectable } from '@nestjs/common';
import type { CardV1, HelloV1 } from '../contract/display-link.js';
import { DeviceAuth, type Found } from './device-auth.js';
import { ManifestSigner } from './hub-key.js';
import { Alerts } from './warnings/alerts.js';

/** What is told to one screen alone, signed: who it is, and what stands above its programme. */
@Injectable()
export class Cards {
  constructor(
    private readonly auth: DeviceAuth,
    private readonly alerts: Alerts,
    private readonly signer: ManifestSigner,
  ) {}

  /** What of it is another than the screen says that it holds. */
  async lacking(found: Found, holds: Pick<HelloV1, 'alert' | 'card'>): Promise<Partial<CardV1>> {
    const { device, card, alert } = found;
    return {
      ...(card.version === holds.card ? {} : { card: await this.signer.sign(JSON.stringify(card)) }),
      ...(alert === (holds.alert ?? 0)
        ? {}
        : { alert: (await this.alerts.current(device.targetId, alert)).signed }),
    };
  }

  /** As it stands now; undefined for a screen that is not there any more. */
  async now(screenId: string): Promise<CardV1 | undefined> {
    const found = await this.auth.card(screenId);
    if (!found) return undefined;
    const card = await this.signer.sign(JSON.stringify(found.card));
    return { card, epoch: found.epoch, ...(await this.lacking(found, { card: found.card.version })) };
  }
}
