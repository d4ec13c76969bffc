import { Injectable } from '@nestjs/common';
import type { CardV1 } from '../contract/display-link.js';
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

  /** The alert is left out when the screen holds the one of this number. */
  async of(found: Found, holds?: number): Promise<CardV1> {
    const { device, card, epoch, alert } = found;
    const signed = await this.signer.sign(JSON.stringify(card));
    if (alert === holds) return { card: signed, epoch };
    return { card: signed, epoch, alert: (await this.alerts.current(device.targetId, alert)).signed };
  }

  /** As it stands now; undefined for a screen that is not there any more. */
  async now(screenId: string): Promise<CardV1 | undefined> {
    const found = await this.auth.card(screenId);
    return found && this.of(found);
  }
}
