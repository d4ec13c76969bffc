import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import {
  RectificationText,
  type MoveRectification,
  type OpenRectification,
  type RectificationState,
  type SetAffectedNotice,
  type SettleRectification,
  type SubmitRectification,
  type WriteRectification,
  type AffectedNotice,
} from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { dayText } from '../../contract/kit/office-time.js';
import type { RecallReason } from '../../contract/values.js';
import type { Caller } from '../../identity/index.js';
import { lockAnnouncement } from '../../intake/index.js';
import { canonicalJson } from '../../platform/hash.js';
import { keyedHash, SECRETS, type HubSecrets } from '../../platform/secrets.js';
import { databaseNow, DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { workCalendar } from '../../workdays/index.js';
import { readRows } from './rows.js';
import { dueDay, gapsOf, isWritable, mayNotSign } from './rules.js';
import { addStep, openRectification } from './steps.js';

/** One as the next step finds it; its announcement is locked. */
interface Now {
  id: string;
  announcementId: string;
  /** Of the next step. */
  number: number;
  state: RectificationState;
  isLate: boolean;
  dueOn: string;
  reason: RecallReason | undefined;
  text: RectificationText;
  notice: AffectedNotice | undefined;
  writers: string[];
  /** Of what was submitted last. */
  hash: string | undefined;
}

/** Opens rectifications, and takes their steps. */
@Injectable()
export class Rectifications {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(SECRETS) private readonly secrets: HubSecrets,
  ) {}

  /** @throws HubError `not_found`; `wrong_state` for a recall that was not agreed to, or has one already; `invalid_time` */
  async open(caller: Caller, announcementId: string, wish: OpenRectification): Promise<{ id: string }> {
    return transact(this.db, `member:${caller.memberId}`, async (tx) => {
      await lockAnnouncement(tx, caller.officeId, announcementId);
      if (wish.origin === 'recall') await requireRecall(tx, announcementId, wish.recallId);
      return { id: await openRectification(tx, caller, { ...wish, announcementId }) };
    });
  }

  /** Its text as a whole; the same one once more is no step. @throws HubError `not_found`, `stale_revision`, `wrong_state` */
  async write(caller: Caller, id: string, { number, text }: WriteRectification): Promise<void> {
    await this.step(caller, id, number, async (tx, now) => {
      requireWritable(now);
      if (canonicalJson(text) === canonicalJson(now.text)) return;
      await requireMembers(tx, caller.officeId, text.responsible);
      const hash = this.hashOf(id, text);
      await addStep(tx, caller, now, { act: 'written', content: text }, { hash });
    });
  }

  /** Whether and how the persons affected are told. @throws HubError as `write`; `invalid_time` for what is still to come */
  async notice(caller: Caller, id: string, { number, notice }: SetAffectedNotice): Promise<void> {
    await this.step(caller, id, number, async (tx, now) => {
      requireWritable(now);
      if (notice.state === 'given' && notice.on > dayText(await databaseNow(tx)))
        throw new HubError('invalid_time', 'they cannot have been told later than today');
      await addStep(tx, caller, now, { act: 'notice', notice }, { state: notice.state });
    });
  }

  /** Another last day, with the reason. @throws HubError as `write`; `invalid_time` */
  async move(caller: Caller, id: string, { number, dueOn, words }: MoveRectification): Promise<void> {
    await this.step(caller, id, number, async (tx, now) => {
      requireWritable(now);
      const calendar = await workCalendar(tx, caller.officeId);
      dueDay(calendar, dayText(await databaseNow(tx)), 1, dueOn);
      await addStep(tx, caller, now, { act: 'moved', dueOn, words }, { dueOn, was: now.dueOn });
    });
  }

  /** It is done, and waits for a second person. @throws HubError as `write`; `wrong_state` with what is missing in its facts */
  async submit(caller: Caller, id: string, { number }: SubmitRectification): Promise<void> {
    await this.step(caller, id, number, async (tx, now) => {
      requireWritable(now);
      const gaps = gapsOf(now.text, now.notice, now.reason);
      if (gaps.length > 0)
        throw new HubError('wrong_state', 'something that it has to say is missing', { facts: { gaps } });
      const { text, notice, dueOn } = now;
      const hash = this.hashOf(id, { text, notice, dueOn });
      await addStep(tx, caller, now, { act: 'submitted', hash }, { hash, late: now.isLate });
    });
  }

  /**
   * A second person signs it off, or sends it back.
   * @throws HubError `not_found`, `wrong_state`, `forbidden` for one of its writers, `hash_mismatch`
   */
  async settle(
    caller: Caller,
    id: string,
    { verdict, words, hash: seen }: SettleRectification,
  ): Promise<void> {
    await this.step(caller, id, undefined, async (tx, now) => {
      const because = mayNotSign(now, caller);
      if (because === 'state')
        throw new HubError('wrong_state', 'it does not wait for a sign-off: look at it again');
      if (because !== undefined)
        throw new HubError('forbidden', 'who wrote it, or decides nothing, does not sign it off');
      if (now.hash === undefined || now.hash !== seen) throw new HubError('hash_mismatch');
      const act = verdict === 'sign' ? 'signed' : 'returned';
      await addStep(tx, caller, now, { act, words, hash: seen }, { hash: seen, late: now.isLate });
    });
  }

  private hashOf(id: string, content: unknown): string {
    return keyedHash(this.secrets, id, canonicalJson(content));
  }

  /** One step at a time: `seen` is the number of the last one that the caller knows of. */
  private async step(
    caller: Caller,
    id: string,
    seen: number | undefined,
    work: (tx: Tx, now: Now) => Promise<void>,
  ): Promise<void> {
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const known = await tx
        .selectFrom('rectification')
        .select('announcement_id')
        .where('id', '=', id)
        .where('office_id', '=', caller.officeId)
        .executeTakeFirst();
      if (!known) throw new HubError('not_found', 'there is no such rectification in this office');
      await lockAnnouncement(tx, caller.officeId, known.announcement_id);
      const now = await readNow(tx, id);
      if (seen !== undefined && now.number !== seen + 1)
        throw new HubError('stale_revision', 'somebody took a step meanwhile: load it again');
      await work(tx, now);
    });
  }
}

async function readNow(tx: Tx, id: string): Promise<Now> {
  const [found] = await readRows(tx, sql`r.id = ${id}`);
  if (!found) throw new Error(`the rectification ${id} has no steps`);
  const steps = await tx
    .selectFrom('rectification_step')
    .select(['act', 'member_id', 'content', 'notice', 'hash'])
    .where('rectification_id', '=', id)
    .orderBy('number')
    .execute();
  const { announcementId, state, clock, dueOn, recall } = found.row;
  return {
    ...{ id, announcementId, state, dueOn, number: steps.length + 1, isLate: clock === 'overdue' },
    reason: recall?.reason,
    text: RectificationText.parse(steps.findLast(({ content }) => content !== null)?.content ?? {}),
    notice: steps.findLast(({ notice }) => notice !== null)?.notice ?? undefined,
    writers: steps.flatMap(({ act, member_id }) =>
      act === 'written' || act === 'notice' || act === 'submitted' ? [member_id] : [],
    ),
    hash: steps.findLast(({ act }) => act === 'submitted')?.hash ?? undefined,
  };
}

function requireWritable({ state }: Now): void {
  if (!isWritable(state))
    throw new HubError('wrong_state', 'it waits for its sign-off, or has it: nothing is written in it now');
}

async function requireRecall(tx: Tx, announcementId: string, recallId: string): Promise<void> {
  const recall = await tx
    .selectFrom('recall_request')
    .select('verdict')
    .where('id', '=', recallId)
    .where('announcement_id', '=', announcementId)
    .executeTakeFirst();
  if (!recall) throw new HubError('not_found', 'there is no such recall of this announcement');
  if (recall.verdict !== 'approve') throw new HubError('wrong_state', 'the recall was not agreed to');
  const has = await tx
    .selectFrom('rectification')
    .select('id')
    .where('recall_id', '=', recallId)
    .executeTakeFirst();
  if (has)
    throw new HubError('wrong_state', 'this recall has its rectification', {
      facts: { rectification: has.id },
    });
}

async function requireMembers(tx: Tx, officeId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const known = await tx
    .selectFrom('member')
    .select('id')
    .where('office_id', '=', officeId)
    .where('id', 'in', [...ids])
    .execute();
  if (known.length < new Set(ids).size)
    throw new HubError('not_found', 'one of the persons is no member of this office');
}
