import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { BOARD_PHOTO } from '../contract/boards.js';
import type { ManifestNews } from '../contract/display.js';
import { HubError } from '../contract/errors.js';
import { BlobStore } from '../platform/storage/blobs.js';
import { DATABASE, type Db, type Tx } from '../store/database.js';
import { boardPhoto } from './boards/section.js';
import { Editions, type Edition } from './editions.js';
import { Gatherer } from './gatherer.js';

/** What a screen has: its manifest's group and epoch, and the hash of its frame. */
export interface Have {
  group: string;
  epoch: number;
  frame?: string | undefined;
}
interface Ask {
  screenId: string;
  have: Have | undefined;
}
type Answer = { news: ManifestNews | undefined } | { refused: HubError };

/** Asks of so many milliseconds are answered together: a thousand screens come back at once. */
const gatherMs = 10;
/** Renditions up to so many bytes go with the news, up to so many in all. */
const longestBody = 16 * 1024;
const mostBodies = 40 * 1024;

/** What screens lack of what they may show, signed, and the files that their manifests name. */
@Injectable()
export class Manifests {
  private readonly asks: Gatherer<Ask, Answer>;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly editions: Editions,
    private readonly blobs: BlobStore,
  ) {
    this.asks = new Gatherer(gatherMs, (asks) => this.answer(asks));
  }

  /**
   * What the screen lacks; undefined when it has the newest manifest. From here on the screen counts as told of every
   * item in it.
   * @throws HubError forbidden when the screen is revoked or unknown
   */
  async forScreen(screenId: string, have?: Have): Promise<ManifestNews | undefined> {
    const answer = await this.asks.add({ screenId, have });
    if ('refused' in answer) throw answer.refused;
    return answer.news;
  }

  /**
   * What has changed for a group since `have`, for these of its screens, which count as told from here on. Undefined
   * when nothing has.
   */
  async forGroup(
    have: Have,
    screenIds: readonly string[],
  ): Promise<{ edition: Edition; news: ManifestNews } | undefined> {
    return this.db.transaction().execute(async (tx) => {
      const edition = await this.editions.current(tx, have.group);
      if (edition.epoch <= have.epoch) return undefined;
      const news = await this.since(tx, edition, have);
      await markNotified(tx, screenIds, keysIn(edition, have));
      return { edition, news };
    });
  }

  /**
   * A file that the screen's manifest names now, and its media type.
   * @throws HubError not_found for any other
   */
  async blob(screenId: string, hash: string): Promise<{ content: Uint8Array; mediaType: string }> {
    // Photos lie in their entries, and are never so large that a part of one is asked for.
    const photo = await boardPhoto(this.db, screenId, hash);
    if (photo) return { content: photo, mediaType: BOARD_PHOTO.mediaType };
    const mediaType = await this.mediaTypeOf(screenId, hash);
    return { content: await this.blobs.read(hash), mediaType };
  }

  /**
   * The same, but a part of it, and its size in all.
   * @throws HubError not_found for any other, or when it is not so long
   */
  async part(
    screenId: string,
    hash: string,
    { from, length }: { from: number; length: number },
  ): Promise<{ content: Uint8Array; mediaType: string; size: number }> {
    const mediaType = await this.mediaTypeOf(screenId, hash);
    return { ...(await this.blobs.readPart(hash, from, length)), mediaType };
  }

  private async mediaTypeOf(screenId: string, hash: string): Promise<string> {
    const asset = JSON.stringify([{ hash }]);
    const { rows } = await sql<{ rendition: string; media_type: string | null }>`
      select i.rendition, (select a->>'mediaType' from jsonb_array_elements(i.assets) a where a->>'hash' = ${hash}) as media_type
      from screen s join screen_item i on i.target_id = s.target_id and i.retracted_at is null
        and (i.until is null or i.until > hub_now())
      where s.id = ${screenId} and s.revoked_at is null and s.copied_at is null and (i.rendition = ${hash} or i.assets @> ${asset}::jsonb)
      limit 1`.execute(this.db);
    const [row] = rows;
    if (!row) throw new HubError('not_found', 'the manifest of this screen names no such file');
    return row.rendition === hash ? 'application/json' : (row.media_type ?? 'application/octet-stream');
  }

  private async answer(asks: Ask[]): Promise<Answer[]> {
    return this.db.transaction().execute(async (tx) => {
      const groups = await groupsOf(
        tx,
        asks.map(({ screenId }) => screenId),
      );
      const answers = new Map<Ask, Answer>();
      // In one order everywhere, since each group is locked.
      for (const targetId of [...new Set(groups.values())].sort()) {
        const own = asks.filter(({ screenId }) => groups.get(screenId) === targetId);
        for (const [ask, news] of await this.answerGroup(tx, targetId, own)) answers.set(ask, { news });
      }
      return asks.map(
        (ask) =>
          answers.get(ask) ?? { refused: new HubError('forbidden', 'this screen was revoked or copied') },
      );
    });
  }

  private async answerGroup(
    tx: Tx,
    targetId: string,
    asks: readonly Ask[],
  ): Promise<[Ask, ManifestNews | undefined][]> {
    const edition = await this.editions.current(tx, targetId);
    const alike = new Map<string, Ask[]>();
    for (const ask of asks) {
      const what = JSON.stringify(ask.have ?? null);
      alike.set(what, [...(alike.get(what) ?? []), ask]);
    }
    const answers: [Ask, ManifestNews | undefined][] = [];
    for (const group of alike.values()) {
      const told = group[0]?.have;
      const have = told?.group === targetId ? told : undefined;
      const news = have?.epoch === edition.epoch ? undefined : await this.since(tx, edition, have);
      if (news)
        await markNotified(
          tx,
          group.map(({ screenId }) => screenId),
          edition.items.map(({ key }) => key),
        );
      answers.push(...group.map((ask): [Ask, ManifestNews | undefined] => [ask, news]));
    }
    return answers;
  }

  private async since(tx: Tx, edition: Edition, have: Have | undefined): Promise<ManifestNews> {
    const { head, frame, items } = edition;
    // A newer epoch than the hub's comes from another hub, or from before a restore: it is told everything.
    if (!have || have.epoch > edition.epoch)
      return { head, frame: frame.text, gone: [], items: items.map(({ text }) => text), bodies: [] };
    const fresh = items.filter(({ shownEpoch }) => shownEpoch > have.epoch);
    return {
      head,
      base: have.epoch,
      ...(have.frame === frame.hash ? {} : { frame: frame.text }),
      gone: await goneSince(tx, edition.targetId, have.epoch),
      items: fresh.map(({ text }) => text),
      bodies: await this.bodies(fresh.map(({ rendition }) => rendition)),
    };
  }

  private async bodies(hashes: readonly string[]): Promise<ManifestNews['bodies']> {
    const bodies: ManifestNews['bodies'] = [];
    let room = mostBodies;
    for (const hash of new Set(hashes.slice(0, 20))) {
      const content = await this.blobs.read(hash);
      if (content.byteLength > Math.min(longestBody, room)) continue;
      room -= content.byteLength;
      bodies.push({ hash, text: Buffer.from(content).toString() });
    }
    return bodies;
  }
}

const keysIn = ({ items }: Edition, have: Have): string[] =>
  items.filter(({ shownEpoch }) => shownEpoch > have.epoch).map(({ key }) => key);

/** The group of each screen that is neither revoked nor copied. */
async function groupsOf(tx: Tx, screenIds: string[]): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('screen')
    .select(['id', 'target_id'])
    .where('id', 'in', screenIds)
    .where('revoked_at', 'is', null)
    .where('copied_at', 'is', null)
    .execute();
  return new Map(rows.map(({ id, target_id }) => [id, target_id]));
}

async function goneSince(tx: Tx, targetId: string, epoch: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('screen_item')
    .select('key')
    .where('target_id', '=', targetId)
    .where('retracted_epoch', '>', String(epoch))
    .execute();
  return rows.map(({ key }) => key);
}

/** Written before the answer leaves, so that a screen that was never told cannot hold an item. */
async function markNotified(tx: Tx, screenIds: readonly string[], keys: readonly string[]): Promise<void> {
  if (keys.length === 0 || screenIds.length === 0) return;
  await sql`
    insert into screen_receipt as r (item_key, screen_id, expected, state, notified_at)
    select k, s, false, 'notified', hub_now()
    from unnest(${[...keys]}::uuid[]) k cross join unnest(${[...screenIds].sort()}::uuid[]) s
    where not exists (
      select from screen_receipt known where known.item_key = k and known.screen_id = s
        and known.state not in ('queued', 'retracted'))
    order by s, k
    on conflict (item_key, screen_id) do update set state = 'notified', at = hub_now(), notified_at = hub_now(),
      fetched_at = null, verified_at = null, painted_at = null, retracted_at = null`.execute(tx);
}
