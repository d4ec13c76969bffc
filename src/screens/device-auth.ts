import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { challengeText, type DeviceKey, type HelloV1 } from '../contract/display-link.js';
import type { ScreenCard } from '../contract/display.js';
import { HubError } from '../contract/errors.js';
import { DATABASE, type Db } from '../store/database.js';
import { Gatherer } from './gatherer.js';

/** Hellos of so many milliseconds are looked up together: after an outage all screens come back at once. */
const gatherMs = 5;

/** A screen whose device has proven that it holds the key. */
export interface Device {
  screenId: string;
  officeId: string;
  targetId: string;
  revoked: boolean;
}
/** What the hub knows of a device, and its clock and its group's epoch at the reading. */
export interface Found {
  device: Device;
  card: ScreenCard;
  epoch: number;
  /** The number of its group's alert; 0 while there never was one. */
  alert: number;
  now: Date;
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
  private readonly lookups: Gatherer<string, { row: ScreenRow | undefined }>;

  constructor(@Inject(DATABASE) private readonly db: Db) {
    this.lookups = new Gatherer(gatherMs, (keyIds) => this.lookUp(keyIds));
  }

  /** Undefined for a key that belongs to no screen. @throws HubError forbidden for a wrong signature */
  async find(nonce: string, hello: HelloV1): Promise<Found | undefined> {
    const { row } = await this.lookups.add(hello.keyId);
    if (!row) return undefined;
    if (!isSignedBy(row.public_key, nonce, hello))
      throw new HubError('forbidden', 'the signature does not fit the key of this screen');
    return foundOf(row);
  }

  /** What is known of a screen that is not revoked; undefined for any other. */
  async card(screenId: string): Promise<Found | undefined> {
    const row = await this.rows()
      .where('s.id', '=', screenId)
      .where('s.revoked_at', 'is', null)
      .where('s.copied_at', 'is', null)
      .executeTakeFirst();
    return row && foundOf(row);
  }

  private async lookUp(keyIds: string[]): Promise<{ row: ScreenRow | undefined }[]> {
    const rows = await this.rows().where('s.key_id', 'in', keyIds).execute();
    const byKey = new Map(rows.map((row) => [row.key_id, row]));
    return keyIds.map((keyId) => ({ row: byKey.get(keyId) }));
  }

  private rows() {
    return this.db
      .selectFrom('screen as s')
      .innerJoin('screen_group as g', 'g.target_id', 's.target_id')
      .leftJoin('alert_group as a', 'a.target_id', 's.target_id')
      .select(['s.id', 's.office_id', 's.target_id', 's.revoked_at', 's.key_id', 's.public_key', 's.name'])
      .select(['s.tags', 's.card_version', 'g.epoch', 'a.seq', sql<Date>`hub_now()`.as('now')]);
  }
}

interface ScreenRow {
  id: string;
  office_id: string;
  target_id: string;
  revoked_at: Date | null;
  key_id: string;
  public_key: DeviceKey;
  name: string;
  tags: string[];
  card_version: string;
  epoch: string;
  seq: string | null;
  now: Date;
}

function foundOf(row: ScreenRow): Found {
  const { id: screenId, target_id: targetId, name, now } = row;
  return {
    device: { screenId, officeId: row.office_id, targetId, revoked: row.revoked_at !== null },
    card: {
      format: 'screen.v1',
      screenId,
      group: targetId,
      version: Number(row.card_version),
      name,
      tags: row.tags,
    },
    epoch: Number(row.epoch),
    alert: Number(row.seq ?? 0),
    now,
  };
}
