import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { SECRETS, type HubSecrets } from '../platform/secrets.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Db } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import type { Device } from './device-auth.js';
import { Gatherer } from './gatherer.js';
import { isOnline } from './groups.js';
import { hint } from './hints.js';

/** What comes within so many milliseconds is written together: after an outage all screens come back at once. */
const gatherMs = 5;

/** What a box shows of itself when it connects. */
type Shown = Pick<Device, 'screenId' | 'officeId'> & { ticket: string | undefined };
interface Numbered {
  screenId: string;
  number: number;
}

/**
 * Tells a box from a copy of its browser profile, which has the same key. Each connection is handed a ticket with the next
 * number; a box stores it, says so, and shows it when it connects again. A number below the highest one that is known to be
 * stored can only come from somebody else. The hub's own proof on each ticket lets it take a number that it has forgotten,
 * after a restore from a backup.
 */
@Injectable()
export class Tickets {
  private readonly key: Buffer;
  private readonly presences: Gatherer<string, { online: boolean }>;
  private readonly hellos: Gatherer<Numbered, { issued: number | undefined }>;
  private readonly stored: Gatherer<Numbered, true>;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(SECRETS) secrets: HubSecrets,
  ) {
    this.key = createHmac('sha256', secrets.session).update('screen tickets').digest();
    this.presences = new Gatherer(gatherMs, (ids) => this.readOnline(ids));
    this.hellos = new Gatherer(gatherMs, (all) => this.writeIssued(all));
    this.stored = new Gatherer(gatherMs, (all) => this.writeStored(all));
  }

  /**
   * The next ticket for a box that may connect; undefined when two boxes have its key, which from now on keeps both away.
   * @param answersElsewhere whether a running player answers on another connection of the screen; a box that lost its
   *   network does not, and its old connection may still stand
   */
  async admit(shown: Shown, answersElsewhere: () => Promise<boolean>): Promise<string | undefined> {
    const { screenId } = shown;
    const number = this.numberOf(screenId, shown.ticket);
    const { online } = await this.presences.add(screenId);
    const isAlone = !(online && (await answersElsewhere()));
    const issued = isAlone ? (await this.hellos.add({ screenId, number })).issued : undefined;
    if (issued !== undefined) return this.ticketOf(screenId, issued);
    await this.flag(shown);
    return undefined;
  }

  /** The screen has stored this ticket: an older one is not shown by it again. */
  async keep(screenId: string, ticket: string): Promise<void> {
    await this.stored.add({ screenId, number: this.numberOf(screenId, ticket) });
  }

  private async readOnline(ids: string[]): Promise<{ online: boolean }[]> {
    const rows = await this.db
      .selectFrom('screen_presence as p')
      .select(['p.screen_id', isOnline.as('online')])
      .where(sql<boolean>`p.screen_id = any(${ids}::uuid[])`)
      .execute();
    const known = new Map(rows.map((row) => [row.screen_id, row.online]));
    return ids.map((id) => ({ online: known.get(id) ?? false }));
  }

  /** Nothing for a number below the one that is known to be stored, or for a screen that was copied. */
  private async writeIssued(all: Numbered[]): Promise<{ issued: number | undefined }[]> {
    const issued = new Map<Numbered, number>();
    // Of two boxes at once one comes after the other, as at any other time.
    for (let left = all; left.length > 0;) {
      const first = [...new Map([...left].reverse().map((one) => [one.screenId, one])).values()];
      const rows = await this.issue(first);
      for (const one of first) {
        const number = rows.get(one.screenId);
        if (number !== undefined) issued.set(one, number);
      }
      left = left.filter((one) => !first.includes(one));
    }
    return all.map((one) => ({ issued: issued.get(one) }));
  }

  private async issue(hellos: readonly Numbered[]): Promise<Map<string, number>> {
    const { rows } = await sql<{ screen: string; issued: string }>`
      insert into screen_ticket as k (screen_id, issued, kept)
      select h."screenId", h.number + 1, h.number
      from jsonb_to_recordset(${JSON.stringify(hellos)}::jsonb) as h ("screenId" uuid, number bigint)
      join screen s on s.id = h."screenId" and s.copied_at is null
      order by h."screenId"
      on conflict (screen_id) do update set issued = greatest(k.issued + 1, excluded.issued), kept = excluded.kept
        where excluded.kept >= k.kept
      returning k.screen_id as screen, k.issued`.execute(this.db);
    return new Map(rows.map(({ screen, issued }) => [screen, Number(issued)]));
  }

  private async writeStored(all: Numbered[]): Promise<true[]> {
    // Locked in one order: a screen that connects twice in a moment may be in two of these at once.
    await sql`
      with h as (
        select "screenId", max(number) as number
        from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as g ("screenId" uuid, number bigint) group by "screenId"
      ), locked as materialized (
        select k.screen_id, h.number from screen_ticket k join h on h."screenId" = k.screen_id
        order by k.screen_id for update of k
      )
      update screen_ticket k set kept = l.number from locked l
      where k.screen_id = l.screen_id and l.number between k.kept + 1 and k.issued`.execute(this.db);
    return all.map(() => true);
  }

  private async flag({ screenId, officeId }: Shown): Promise<void> {
    await transact(this.db, `screen:${screenId}`, async (tx) => {
      const flagged = await tx
        .updateTable('screen')
        .set({ copied_at: sql<Date>`hub_now()` })
        .where('id', '=', screenId)
        .where('copied_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      if (!flagged) return;
      await appendLedger(tx, [
        { officeId, actor: `screen:${screenId}`, kind: 'screen.copied', subjectId: screenId, data: {} },
      ]);
      await hint(tx, { kind: 'copied', screenId });
      await announceChange(tx, officeId, { topic: 'screen', ids: [screenId] });
    });
  }

  private ticketOf(screenId: string, number: number): string {
    return `${number}.${this.mac(screenId, number)}`;
  }

  /** 0 for a box that has none yet, or one that is not of this screen: it proves nothing. */
  private numberOf(screenId: string, ticket = ''): number {
    const [digits = '', mac = ''] = ticket.split('.');
    const expected = Buffer.from(this.mac(screenId, Number(digits)));
    const given = Buffer.from(mac);
    return given.length === expected.length && timingSafeEqual(given, expected) ? Number(digits) : 0;
  }

  private mac(screenId: string, number: number): string {
    return createHmac('sha256', this.key).update(`${screenId}.${number}`).digest('base64url');
  }
}
