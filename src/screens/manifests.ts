import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { ManifestV1, Signed } from '../contract/display.js';
import { HubError } from '../contract/errors.js';
import { Panel, usualPanel } from '../contract/slide/panel.js';
import { BlobStore } from '../platform/storage/blobs.js';
import { DATABASE, databaseNow, type Db, type Tx } from '../store/database.js';
import { ManifestSigner } from './hub-key.js';

interface Standing {
  name: string;
  target_id: string;
  group: string;
  settings: unknown;
  office: string;
  short_name: string;
  epoch: string;
}

/** What one screen may show, signed, and the files that its manifest names. */
@Injectable()
export class Manifests {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly signer: ManifestSigner,
    private readonly blobs: BlobStore,
  ) {}

  /**
   * The screen's manifest; undefined when it has that epoch already. From here on the screen counts as told of every
   * item in it.
   * @throws HubError forbidden when the screen is revoked or unknown
   */
  async forScreen(screenId: string, have?: number): Promise<Signed | undefined> {
    const manifest = await this.db.transaction().execute(async (tx) => {
      const standing = await this.standing(tx, screenId);
      if (have !== undefined && have === Number(standing.epoch)) return undefined;
      const items = await this.items(tx, standing.target_id);
      await markNotified(
        tx,
        screenId,
        items.map(({ key }) => key),
      );
      const issuedAt = (await databaseNow(tx)).toISOString();
      return manifestOf(screenId, standing, items, issuedAt);
    });
    return manifest && this.signer.sign(JSON.stringify(manifest));
  }

  /**
   * A file that the screen's manifest names now, and its media type.
   * @throws HubError not_found for any other
   */
  async blob(screenId: string, hash: string): Promise<{ content: Uint8Array; mediaType: string }> {
    const asset = JSON.stringify([{ hash }]);
    const { rows } = await sql<{ rendition: string; media_type: string | null }>`
      select i.rendition, (select a->>'mediaType' from jsonb_array_elements(i.assets) a where a->>'hash' = ${hash}) as media_type
      from screen s join screen_item i on i.target_id = s.target_id and i.retracted_at is null
        and (i.until is null or i.until > hub_now())
      where s.id = ${screenId} and s.revoked_at is null and (i.rendition = ${hash} or i.assets @> ${asset}::jsonb)
      limit 1`.execute(this.db);
    const [row] = rows;
    if (!row) throw new HubError('not_found', 'the manifest of this screen names no such file');
    const mediaType =
      row.rendition === hash ? 'application/json' : (row.media_type ?? 'application/octet-stream');
    return { content: await this.blobs.read(hash), mediaType };
  }

  /** The screen with its group, which stays as it is until the transaction ends. */
  private async standing(tx: Tx, screenId: string): Promise<Standing> {
    const row = await tx
      .selectFrom('screen as s')
      .innerJoin('target as t', 't.id', 's.target_id')
      .innerJoin('office as o', 'o.id', 's.office_id')
      .innerJoin('screen_group as g', 'g.target_id', 's.target_id')
      .select([
        's.name',
        's.target_id',
        't.name as group',
        't.settings',
        'o.name as office',
        'o.short_name',
        'g.epoch',
      ])
      .where('s.id', '=', screenId)
      .where('s.revoked_at', 'is', null)
      .forShare('g')
      .executeTakeFirst();
    if (!row) throw new HubError('forbidden', 'this screen was revoked');
    return row;
  }

  private async items(tx: Tx, targetId: string): Promise<ManifestV1['items']> {
    const rows = await tx
      .selectFrom('screen_item')
      .selectAll()
      .where('target_id', '=', targetId)
      .where('retracted_at', 'is', null)
      .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', sql<Date>`hub_now()`)]))
      .orderBy('published_at', 'desc')
      .orderBy('key', 'desc')
      .execute();
    return rows.map((row) => ({
      key: row.key,
      rendition: row.rendition,
      assets: row.assets,
      publishedAt: row.published_at.toISOString(),
      from: row.published_at.toISOString(),
      ...(row.until ? { until: row.until.toISOString() } : {}),
      priority: row.priority,
    }));
  }
}

function manifestOf(
  screenId: string,
  standing: Standing,
  items: ManifestV1['items'],
  issuedAt: string,
): ManifestV1 {
  const panel = Panel.safeParse(standing.settings);
  return {
    format: 'manifest.v1',
    screenId,
    epoch: Number(standing.epoch),
    issuedAt,
    screen: { name: standing.name, group: standing.group },
    panel: panel.success ? panel.data : usualPanel,
    office: { name: standing.office, shortName: standing.short_name },
    items,
  };
}

/** Written before the answer leaves, so that a screen that was never told cannot hold an item. */
async function markNotified(tx: Tx, screenId: string, keys: string[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    insert into screen_receipt as r (item_key, screen_id, expected, state, notified_at)
    select k, ${screenId}, false, 'notified', hub_now() from unnest(${keys}::uuid[]) k
    where not exists (
      select from screen_receipt known where known.item_key = k and known.screen_id = ${screenId}
        and known.state not in ('queued', 'retracted'))
    on conflict (item_key, screen_id) do update set state = 'notified', at = hub_now(), notified_at = hub_now(),
      fetched_at = null, verified_at = null, painted_at = null, retracted_at = null`.execute(tx);
}
