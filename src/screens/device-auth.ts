import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { challengeText, type DeviceKey, type HelloV1 } from '../contract/display-link.js';
import { HubError } from '../contract/errors.js';
import { DATABASE, type Db } from '../store/database.js';

/** A screen whose device has proven that it holds the key. */
export interface Device {
  screenId: string;
  officeId: string;
  targetId: string;
  revoked: boolean;
}

export const newNonce = (): string => randomBytes(32).toString('base64url');

/** Whether the device holds the private half of the key, here and now. */
export function isSignedBy(publicKey: DeviceKey, nonce: string, { keyId, signature }: HelloV1): boolean {
  const key = createPublicKey({ key: { ...publicKey }, format: 'jwk' });
  const text = Buffer.from(challengeText(nonce, keyId));
  return verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
}

/** Finds the screen behind a signed challenge. */
@Injectable()
export class DeviceAuth {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** Undefined for a key that belongs to no screen. @throws HubError forbidden for a wrong signature */
  async find(nonce: string, hello: HelloV1): Promise<Device | undefined> {
    const row = await this.db
      .selectFrom('screen')
      .selectAll()
      .where('key_id', '=', hello.keyId)
      .executeTakeFirst();
    if (!row) return undefined;
    if (!isSignedBy(row.public_key, nonce, hello))
      throw new HubError('forbidden', 'the signature does not fit the key of this screen');
    return {
      screenId: row.id,
      officeId: row.office_id,
      targetId: row.target_id,
      revoked: row.revoked_at !== null,
    };
  }
}
