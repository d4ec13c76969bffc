import { sql } from 'kysely';
import { z } from 'zod';
import type { State } from '../../contract/channel.js';
import { Json } from '../../contract/values.js';
import { decrypt, encrypt } from '../../platform/encryption.js';
import type { Db } from '../../store/database.js';

/** A target's key-value store. Secret values are encrypted under `key`, bound to their place. */
export function targetState(db: Db, key: Buffer, targetId: string): State {
  const place = (name: string): string => `channel_state:${targetId}:${name}`;
  return {
    get: async (name) => {
      const row = await db
        .selectFrom('channel_state')
        .select(['value', 'encrypted'])
        .where('target_id', '=', targetId)
        .where('key', '=', name)
        .executeTakeFirst();
      if (!row?.encrypted) return row?.value;
      return Json.parse(JSON.parse(decrypt(key, z.string().parse(row.value), place(name))));
    },
    set: async (name, value, { secret = false } = {}) => {
      const text = JSON.stringify(value);
      const stored = secret ? JSON.stringify(encrypt(key, text, place(name))) : text;
      await db
        .insertInto('channel_state')
        .values({ target_id: targetId, key: name, value: stored, encrypted: secret })
        .onConflict((conflict) =>
          conflict
            .columns(['target_id', 'key'])
            .doUpdateSet({ value: stored, encrypted: secret, updated_at: sql<Date>`hub_now()` }),
        )
        .execute();
    },
  };
}
