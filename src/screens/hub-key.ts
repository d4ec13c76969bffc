import { dirname } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { HubKey } from '../contract/display-link.js';
import type { Signed } from '../contract/display.js';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { loadSigningKey, type SigningKey } from '../platform/keys/index.js';

/** Signs what screens believe: manifests, cards and warnings, with the key that screens keep from their pairing. */
@Injectable()
export class ManifestSigner {
  private key: Promise<SigningKey> | undefined;

  constructor(@Inject(CONFIG) private readonly config: Pick<HubConfig, 'secretsFile'>) {}

  async publicKey(): Promise<HubKey> {
    const { id, publicKey } = await this.load();
    return { id, publicKey };
  }

  async sign(payload: string): Promise<Signed> {
    const key = await this.load();
    return { payload, signature: key.sign(payload), keyId: key.id };
  }

  private load(): Promise<SigningKey> {
    this.key ??= loadSigningKey(dirname(this.config.secretsFile), 'manifest-ed25519').catch(
      (error: unknown) => {
        this.key = undefined;
        throw error;
      },
    );
    return this.key;
  }
}
