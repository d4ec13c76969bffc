import { Inject, Injectable } from '@nestjs/common';
import {
  verdictsOf,
  type AskConsultation,
  type ConfirmConsultation,
  type ConsultationKind,
  type ReplyConsultation,
  type WithdrawConsultation,
} from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { dayText } from '../../contract/kit/office-time.js';
import type { Json } from '../../contract/values.js';
import type { Caller } from '../../identity/index.js';
import { Blobs, lockAnnouncement, lockedBecause } from '../../intake/index.js';
import { sha256 } from '../../platform/hash.js';
import { newId } from '../../platform/ids.js';
import { announceChange } from '../../store/changed.js';
import { databaseNow, DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { workCalendar } from '../../workdays/index.js';
import { termsOf } from '../terms.service.js';
import { readDeadline } from './deadline.js';
import { standingOf } from './standing.js';
import { textNow } from './text-now.js';

/** Clocks of people's machines are not exact. */
const AHEAD_MS = 60_000;

interface Asked {
  id: string;
  announcementId: string;
  kind: ConsultationKind;
  organ: string;
  askedAt: Date;
  askedBy: string;
  /** Who began it, and who submitted it last. */
  drafters: readonly (string | null)[];
}

/** What the ledger is told of an act: hashes of words, never the words. */
type Entry = { kind: string; subjectId: string; data: Record<string, Json> };

/** Other bodies are asked about an announcement, and what they answer is written down. Nothing of it is ever changed. */
@Injectable()
export class Consultations {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly blobs: Blobs,
  ) {}

  /**
   * Asks about the text of now. @throws HubError `wrong_state` when it is out or withheld, when an escalation does not come
   * of a review, or when `againOf` has no reply or was asked again; `forbidden` for an escalation by somebody who reviews
   * nothing; `invalid_time` for a deadline that is over; `invalid_request` when `againOf` asked another body; `not_found`
   */
  async ask(caller: Caller, announcementId: string, wish: AskConsultation): Promise<void> {
    await this.act(caller, announcementId, async (tx) => {
      const row = await lockAnnouncement(tx, caller.officeId, announcementId);
      await refuseClosed(tx, row);
      if (wish.kind === 'escalation') refuseEscalation(caller, row.stage);
      const text = await textNow(tx, caller.officeId, announcementId);
      if (wish.againOf !== undefined) await requireAnswered(tx, announcementId, text.textHash, wish);
      const [now, calendar, terms] = [
        await databaseNow(tx),
        await workCalendar(tx, caller.officeId),
        await termsOf(tx, caller.officeId),
      ];
      const { dueAt } = readDeadline(calendar, now, { dueOn: wish.dueOn, days: terms.consultDays });
      const id = newId();
      await tx
        .insertInto('consultation')
        .values({
          id,
          office_id: caller.officeId,
          announcement_id: announcementId,
          kind: wish.kind,
          organ: wish.organ,
          contact: wish.contact,
          question: wish.question,
          due_at: dueAt,
          version_id: text.version?.id ?? null,
          version_hash: text.version?.hash ?? null,
          text_hash: text.textHash,
          again_of: wish.againOf ?? null,
          asked_by: caller.memberId,
          asked_at: now,
        })
        .execute();
      return {
        kind: 'consultation.asked',
        subjectId: id,
        data: {
          kind: wish.kind,
          organ: wish.organ,
          dueAt: dueAt.toISOString(),
          question: sha256(wish.question),
          text: text.textHash,
          ...(text.version && { version: text.version.id, hash: text.version.hash }),
          ...(wish.againOf !== undefined && { againOf: wish.againOf }),
        },
      };
    });
  }

  /**
   * Writes down what came back. @throws HubError `consultation_closed` when it has an answer or was withdrawn;
   * `invalid_request` for a verdict of the other kind or a file that is not here; `invalid_time` when it came later than
   * now or before the day of asking; `not_found`
   */
  async reply(caller: Caller, id: string, wish: ReplyConsultation): Promise<void> {
    const file =
      wish.file === undefined
        ? undefined
        : (await this.blobs.resolveAttachments(caller.officeId, [wish.file]))[0];
    await this.end(caller, id, async (tx, asked) => {
      if (!verdictsOf[asked.kind].includes(wish.verdict))
        throw new HubError('invalid_request', undefined, {
          errors: [{ path: 'verdict', message: `not an answer to this kind: ${asked.kind}` }],
        });
      const receivedAt = new Date(wish.receivedAt);
      refuseOutside(receivedAt, asked.askedAt, await databaseNow(tx));
      const { verdict, text } = wish;
      return {
        values: {
          verdict,
          words: text,
          received_at: receivedAt,
          file: file === undefined ? null : JSON.stringify(file),
        },
        kind: 'consultation.replied',
        data: {
          verdict,
          receivedAt: receivedAt.toISOString(),
          reply: sha256(text),
          ...(file && { file: file.hash }),
        },
      };
    });
  }

  /**
   * Nobody waits for the reply any more. Who asked may say so, and who reviews; a drafter does not drop what others asked.
   * @throws HubError `consultation_closed`, `forbidden`, `not_found`
   */
  async withdraw(caller: Caller, id: string, { reason }: WithdrawConsultation): Promise<void> {
    await this.end(caller, id, (_tx, { askedBy, drafters }) => {
      const { memberId, permissions } = caller;
      if (memberId !== askedBy && (drafters.includes(memberId) || !permissions.has('review.decide')))
        throw new HubError('forbidden', 'whoever asked withdraws a question, or somebody who reviews');
      return Promise.resolve({
        values: { verdict: 'withdrawn', words: reason },
        kind: 'consultation.withdrawn',
        data: { reason },
      });
    });
  }

  /**
   * The reply holds for the text of now as well. @throws HubError `hash_mismatch` when that is another than was seen;
   * `wrong_state` when there is nothing to confirm; `not_found`
   */
  async confirm(caller: Caller, id: string, { textHash, note }: ConfirmConsultation): Promise<void> {
    const asked = await this.find(caller.officeId, id);
    await this.act(caller, asked.announcementId, async (tx) => {
      await refuseClosed(tx, await lockAnnouncement(tx, caller.officeId, asked.announcementId));
      const now = await textNow(tx, caller.officeId, asked.announcementId);
      if (now.textHash !== textHash)
        throw new HubError('hash_mismatch', 'the text is not what you looked at; look at it again', {
          facts: { seen: textHash, current: now.textHash },
        });
      const known = (await standingOf(tx, asked.announcementId, textHash)).find((one) => one.id === id);
      if (known?.standing !== 'earlier')
        throw new HubError('wrong_state', 'its reply needs no confirmation, or has none');
      await tx
        .insertInto('consultation_confirmed')
        .values({ consultation_id: id, text_hash: textHash, note, confirmed_by: caller.memberId })
        .execute();
      return {
        kind: 'consultation.confirmed',
        subjectId: id,
        data: { organ: asked.organ, text: textHash, note, ...(now.version && { version: now.version.id }) },
      };
    });
  }

  private async end(
    caller: Caller,
    id: string,
    work: (
      tx: Tx,
      asked: Asked,
    ) => Promise<{
      values: {
        verdict: ReplyConsultation['verdict'] | 'withdrawn';
        words: string;
        received_at?: Date;
        file?: string | null;
      };
      kind: string;
      data: Record<string, Json>;
    }>,
  ): Promise<void> {
    const asked = await this.find(caller.officeId, id);
    await this.act(caller, asked.announcementId, async (tx) => {
      await lockAnnouncement(tx, caller.officeId, asked.announcementId);
      const ended = await tx
        .selectFrom('consultation_end')
        .select('verdict')
        .where('consultation_id', '=', id)
        .executeTakeFirst();
      if (ended) throw new HubError('consultation_closed', undefined, { facts: { verdict: ended.verdict } });
      const { values, kind, data } = await work(tx, asked);
      await tx
        .insertInto('consultation_end')
        .values({
          consultation_id: id,
          office_id: caller.officeId,
          kind: asked.kind,
          ended_by: caller.memberId,
          ...values,
        })
        .execute();
      return { kind, subjectId: id, data: { kind: asked.kind, organ: asked.organ, ...data } };
    });
  }

  private async act(
    { officeId, memberId }: Caller,
    announcementId: string,
    work: (tx: Tx) => Promise<Entry>,
  ): Promise<void> {
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      const entry = await work(tx);
      await appendLedger(tx, [{ officeId, actor, announcementId, ...entry }]);
      await announceChange(tx, officeId, { topic: 'review', ids: [announcementId] });
    });
  }

  private async find(officeId: string, id: string): Promise<Asked> {
    const row = await this.db
      .selectFrom('consultation as c')
      .innerJoin('announcement as a', 'a.id', 'c.announcement_id')
      .leftJoin('version as v', 'v.id', 'a.current_version_id')
      .select([
        ...([
          'c.id',
          'c.announcement_id as announcementId',
          'c.kind',
          'c.organ',
          'c.asked_at as askedAt',
        ] as const),
        ...(['c.asked_by as askedBy', 'a.drafter_id', 'v.submitted_by'] as const),
      ])
      .where('c.id', '=', id)
      .where('c.office_id', '=', officeId)
      .executeTakeFirst();
    if (!row) throw new HubError('not_found', 'there is no such consultation in this office');
    const { drafter_id: drafter, submitted_by: submitter, ...asked } = row;
    return { ...asked, drafters: [drafter, submitter] };
  }
}

async function refuseClosed(tx: Tx, row: Parameters<typeof lockedBecause>[1]): Promise<void> {
  const why = await lockedBecause(tx, row);
  if (why === 'out') throw new HubError('wrong_state', 'it is out or on its way: correct it or recall it');
  if (why === 'withheld') throw new HubError('wrong_state', 'it is withheld');
}

function refuseEscalation({ permissions }: Caller, stage: string): void {
  if (!permissions.has('review.decide'))
    throw new HubError('forbidden', 'only who reviews may ask a superior body to decide');
  if (stage !== 'review') throw new HubError('wrong_state', 'only what waits in review can be escalated');
}

/** The database keeps to the same body and kind; here it is said in words. */
async function requireAnswered(
  tx: Tx,
  announcementId: string,
  textHash: string,
  { againOf, organ, kind }: AskConsultation,
): Promise<void> {
  const before = (await standingOf(tx, announcementId, textHash)).find(({ id }) => id === againOf);
  if (!before) throw new HubError('not_found', 'there is no such consultation about this announcement');
  if (before.organ !== organ || before.kind !== kind)
    throw new HubError('invalid_request', undefined, {
      errors: [{ path: 'organ', message: `to ask again is to ask ${before.organ} in the same way` }],
    });
  if (!['earlier', 'refused', 'holds'].includes(before.standing))
    throw new HubError('wrong_state', 'only what was answered, and not asked again yet, can be asked again');
}

function refuseOutside(receivedAt: Date, askedAt: Date, now: Date): void {
  if (receivedAt.getTime() > now.getTime() + AHEAD_MS)
    throw new HubError('invalid_time', 'it cannot have come later than now');
  if (dayText(receivedAt) < dayText(askedAt))
    throw new HubError('invalid_time', 'it cannot have come before it was asked for');
}
