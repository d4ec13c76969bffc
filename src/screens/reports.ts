import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { HoldsV1, ProgressState } from '../contract/display-link.js';
import { HubError } from '../contract/errors.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger, type LedgerEntry } from '../store/ledger.js';
import { wakeItems } from '../store/wake.js';
import { Gatherer } from './gatherer.js';

interface Report {
  screenId: string;
  key: string;
  state: ProgressState;
}
interface Changed {
  item_key: string;
  screen_id: string;
  state: string;
  office_id: string;
  announcement_id: string | null;
}

/** Reports of so many milliseconds are written together: a thousand screens paint the same notice at once. */
const gatherMs = 100;
/** So long after a change all its screens may report at once. */
const rushMs = 10_000;
const rank: Record<ProgressState, number> = { fetched: 1, verified: 2, painted: 3 };

/** Writes what screens say they have done, and wakes the deliveries that wait for it. */
@Injectable()
export class Reports {
  private readonly progress: Gatherer<Report, boolean>;
  private readonly said: Gatherer<HoldsV1, true>;

  constructor(@Inject(DATABASE) private readonly db: Db) {
    this.progress = new Gatherer(gatherMs, (reports) => this.writeProgress(reports));
    this.said = new Gatherer(gatherMs, (all) => this.writeHolds(all));
  }

  /** @throws HubError not_found when the screen was never told of an item; the others are written. */
  async advanced(screenId: string, items: readonly { key: string; state: ProgressState }[]): Promise<void> {
    const known = await Promise.all(items.map((item) => this.progress.add({ screenId, ...item })));
    const strangers = items.filter((_, index) => !known[index]).map(({ key }) => key);
    if (strangers.length > 0)
      throw new HubError('not_found', `this screen was never told of ${strangers.slice(0, 5).join(', ')}`);
  }

  /** What a screen no longer holds, and no longer may, is retracted there. */
  async holds(said: HoldsV1): Promise<void> {
    await this.said.add(said);
  }

  private async writeHolds(all: HoldsV1[]): Promise<true[]> {
    // Of one screen the last word counts.
    const last = new Map(all.map((said) => [said.screenId, said]));
    await transact(this.db, 'system:screens', async (tx) => {
      const { rows } = await sql<Changed>`
        with held as (
          select "screenId" as screen_id, epoch, keys
          from jsonb_to_recordset(${JSON.stringify([...last.values()])}::jsonb)
            as h ("screenId" uuid, epoch bigint, keys uuid[])
        ), gone as (
          select r.item_key, r.screen_id from held h
          join screen s on s.id = h.screen_id
          join screen_receipt r on r.screen_id = h.screen_id and r.state not in ('queued', 'retracted')
          join screen_item i on i.key = r.item_key
          where r.item_key <> all(h.keys)
            and (i.retracted_epoch <= h.epoch or i.until <= hub_now() or i.target_id <> s.target_id)
          order by r.screen_id, r.item_key for update of r
        )
        update screen_receipt r set state = 'retracted', at = hub_now(), retracted_at = hub_now()
        from gone g join screen_item i on i.key = g.item_key
        where r.screen_id = g.screen_id and r.item_key = g.item_key
        returning r.item_key, r.screen_id, r.state, i.office_id, i.announcement_id`.execute(tx);
      await settle(tx, rows);
    });
    return all.map(() => true);
  }

  /** A revoked screen has wiped itself: it holds nothing any more. */
  async wiped(screenId: string): Promise<void> {
    await transact(this.db, `screen:${screenId}`, async (tx) => {
      const { rows } = await sql<Changed>`
        update screen_receipt r set state = 'retracted', at = hub_now(), retracted_at = hub_now()
        from screen_item i
        where r.screen_id = ${screenId} and i.key = r.item_key and r.state not in ('queued', 'retracted')
        returning r.item_key, r.screen_id, r.state, i.office_id, i.announcement_id`.execute(tx);
      await settle(tx, rows);
    });
  }

  /** For each report, in order, whether the screen was told of the item at all. States only go forward. */
  private async writeProgress(reports: Report[]): Promise<boolean[]> {
    const furthest = new Map<string, Report>();
    for (const report of reports) {
      const place = `${report.screenId} ${report.key}`;
      const other = furthest.get(place);
      if (!other || rank[other.state] < rank[report.state]) furthest.set(place, report);
    }
    // In one order everywhere, so that two web nodes cannot wait for each other.
    const given = [...furthest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, report]) => report);
    const known = await transact(this.db, 'system:screens', async (tx) => {
      const places = await lockReceipts(tx, given);
      await settle(tx, await advance(tx, given));
      return places;
    });
    return reports.map(({ screenId, key }) => known.has(`${screenId} ${key}`));
  }
}

const asRows = (reports: readonly Report[]): string =>
  JSON.stringify(reports.map(({ screenId, key, state }) => ({ screen_id: screenId, item_key: key, state })));

async function lockReceipts(tx: Tx, given: readonly Report[]): Promise<Set<string>> {
  const { rows } = await sql<{ place: string }>`
    select r.screen_id || ' ' || r.item_key as place
    from jsonb_to_recordset(${asRows(given)}::jsonb) as g (screen_id uuid, item_key uuid)
    join screen_receipt r on r.screen_id = g.screen_id and r.item_key = g.item_key
    order by r.screen_id, r.item_key for update of r`.execute(tx);
  return new Set(rows.map(({ place }) => place));
}

async function advance(tx: Tx, given: readonly Report[]): Promise<Changed[]> {
  const { rows } = await sql<Changed>`
    update screen_receipt r set state = g.state, at = hub_now(),
      notified_at = coalesce(r.notified_at, hub_now()), fetched_at = coalesce(r.fetched_at, hub_now()),
      verified_at = case when g.state = 'fetched' then r.verified_at else coalesce(r.verified_at, hub_now()) end,
      painted_at = case when g.state = 'painted' then hub_now() else r.painted_at end
    from jsonb_to_recordset(${asRows(given)}::jsonb) as g (screen_id uuid, item_key uuid, state text)
    join screen_item i on i.key = g.item_key
    where r.screen_id = g.screen_id and r.item_key = g.item_key
      and array_position(array['queued','notified','fetched','verified','painted','retracted'], r.state)
        < array_position(array['queued','notified','fetched','verified','painted','retracted'], g.state)
    returning r.item_key, r.screen_id, r.state, i.office_id, i.announcement_id`.execute(tx);
  return rows;
}

/** Writes the ledger's lines for what was painted or retracted, and wakes who waits for it. */
async function settle(tx: Tx, changed: readonly Changed[]): Promise<void> {
  const telling = changed.filter(({ state }) => state === 'painted' || state === 'retracted');
  await appendLedger(
    tx,
    telling.map((row): LedgerEntry => ({
      officeId: row.office_id,
      actor: `screen:${row.screen_id}`,
      kind: `screen.${row.state}`,
      announcementId: row.announcement_id ?? undefined,
      subjectId: row.item_key,
      data: { screen: row.screen_id },
    })),
  );
  await wakeItems(tx, await dueItems(tx, [...new Set(telling.map((row) => row.item_key))]));
  for (const officeId of new Set(changed.map((row) => row.office_id))) {
    const ids = changed.filter((row) => row.office_id === officeId).map((row) => row.item_key);
    await announceChange(tx, officeId, { topic: 'delivery', ids });
  }
}

/**
 * Which of these items' deliveries can learn something by a look now: those whose last screen has just reported. While
 * a thousand screens report one after the other each look would read a thousand receipts in vain. Who reports long after
 * the change is a straggler, whom somebody may be waiting for.
 */
async function dueItems(tx: Tx, keys: string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  // Of two batches of one item that are written at once the second sees what the first has written.
  await sql`
    select pg_advisory_xact_lock(hashtextextended('screen item ' || key, 0))
    from (select unnest(${keys}::text[]) as key order by 1) k`.execute(tx);
  const { rows } = await sql<{ key: string }>`
    select i.key from screen_item i where i.key = any(${keys}::uuid[]) and (
      coalesce(i.retracted_at, i.shown_at) < hub_now() - ${`${String(rushMs)} milliseconds`}::interval
      or not exists (
        select from screen_receipt r where r.item_key = i.key and case when i.retracted_at is null
          then r.expected and r.state not in ('painted', 'retracted') else r.state not in ('queued', 'retracted') end))`.execute(
    tx,
  );
  return rows.map(({ key }) => key);
}
