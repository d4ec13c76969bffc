import { z } from 'zod';
import type { NotificationKind } from '../contract/api.js';
import { Id, Operation } from '../contract/values.js';
import type { FollowedEntry } from '../record/index.js';

/** Something that people are told, before it is known who. */
export interface Fact {
  kind: NotificationKind;
  officeId: string;
  /** Who did it; nobody is told of their own doing. */
  actorId: string | undefined;
  /** The announcement, or else the subject, as with rectifications: what belongs together. */
  about: string;
  announcementId: string | undefined;
  targetId: string | undefined;
  subjectId: string;
  at: Date;
}

/** What makes an earlier word needless: those of these kinds about the same thing count as read. */
export interface Settled {
  about: string;
  kinds: readonly NotificationKind[];
}

export interface Reading {
  facts: Fact[];
  settled: Settled[];
}

/** What kinds of entry are read at all. An `accepted` delivery counts only while it asks for a person's hand. */
export const readKinds: readonly string[] = [
  'screening.asked',
  'screening.passed',
  'version.submitted',
  'version.withdrawn',
  'version.approved',
  'decision.approved',
  'decision.returned',
  'decision.withheld',
  'withholding.kept',
  'withholding.lifted',
  'paper.recorded',
  'paper.rejected',
  'after_review.confirmed',
  'after_review.correct',
  'after_review.recall',
  'objection.received',
  'objection.settled',
  'rescan.found',
  'rescan.dismissed',
  'rectification.opened',
  'rectification.moved',
  'rectification.submitted',
  'rectification.returned',
  'rectification.signed',
  'recall.requested',
  'recall.approved',
  'recall.refused',
  'delivery.failed',
  'delivery.unconfirmed',
  'delivery.missing',
  'delivery.with_person',
  'target.paused',
  'screen.alert_opened',
  'screen.alert_closed',
  'hook.disabled',
];
export const ACCEPTED = 'delivery.accepted';

const Decision = z.object({ version: Id });
/** Its entries name the announcement in their data alone. */
const Rectification = z.object({ announcement: Id });
const Delivery = z.object({ target: Id, operation: Operation });
/** How many alerts the group of screens has left. */
const AlertClosed = z.object({ left: z.int() });

const reviewOver: readonly NotificationKind[] = ['review.waiting', 'review.overdue', 'review.paper'];
const afterOver: readonly NotificationKind[] = ['after.near', 'after.overdue'];
const recallOver: readonly NotificationKind[] = ['recall.waiting'];
/** What a review said before counts no more once a new version is submitted. */
const opinions: readonly NotificationKind[] = ['review.returned', 'review.approved', 'review.withheld'];
const rectifyLate: readonly NotificationKind[] = ['rectification.near', 'rectification.overdue'];
const rectifyWork: readonly NotificationKind[] = ['rectification.opened', 'rectification.returned'];
const passed: readonly NotificationKind[] = ['screening.asked'];
const troubles: readonly NotificationKind[] = ['screen.trouble'];
const lookedAgain: readonly NotificationKind[] = ['withheld.due'];

/** What a simple entry tells, and what it ends. */
const simple: Record<
  string,
  { tells?: NotificationKind | undefined; ends?: readonly NotificationKind[] | undefined }
> = {
  'screening.asked': { tells: 'screening.asked' },
  'screening.passed': { ends: passed },
  'version.submitted': { tells: 'review.waiting', ends: [...opinions, ...passed] },
  'version.withdrawn': { ends: reviewOver },
  'version.approved': { tells: 'review.approved', ends: reviewOver },
  // The step that was taken is over; the next one, if there is one, waits.
  'decision.approved': { tells: 'review.waiting', ends: reviewOver },
  'decision.returned': { tells: 'review.returned', ends: reviewOver },
  'decision.withheld': { tells: 'review.withheld', ends: reviewOver },
  'withholding.kept': { ends: lookedAgain },
  'withholding.lifted': { ends: lookedAgain },
  // A confirmed scan is a decision, and ends it as one.
  'paper.recorded': { tells: 'review.paper' },
  'paper.rejected': { ends: ['review.paper'] },
  'after_review.confirmed': { ends: afterOver },
  'after_review.correct': { ends: afterOver },
  'after_review.recall': { ends: afterOver },
  'objection.received': { tells: 'objection.received' },
  'objection.settled': { ends: ['objection.received'] },
  'rescan.found': { tells: 'rescan.found' },
  'rescan.dismissed': { ends: ['rescan.found'] },
  'rectification.opened': { tells: 'rectification.opened' },
  'rectification.moved': { ends: rectifyLate },
  'rectification.submitted': { tells: 'rectification.done', ends: rectifyWork },
  'rectification.returned': { tells: 'rectification.returned', ends: ['rectification.done'] },
  'rectification.signed': { tells: 'rectification.signed', ends: ['rectification.done', ...rectifyLate] },
  'recall.requested': { tells: 'recall.waiting', ends: ['rescan.found'] },
  'recall.approved': { tells: 'recall.approved', ends: recallOver },
  'recall.refused': { tells: 'recall.refused', ends: recallOver },
  'target.paused': { tells: 'target.paused' },
  'screen.alert_opened': { tells: 'screen.trouble' },
  'hook.disabled': { tells: 'hook.disabled' },
};

const ofDelivery: Record<string, NotificationKind> = {
  'delivery.failed': 'delivery.failed',
  'delivery.unconfirmed': 'delivery.unconfirmed',
  'delivery.missing': 'delivery.missing',
  [ACCEPTED]: 'task.open',
};

/** What entries of the ledger tell, in their order: what a later one of them ends is not told any more. */
export function read(entries: readonly FollowedEntry[]): Reading {
  const settled: Settled[] = [];
  let facts: Fact[] = [];
  for (const entry of entries) {
    const about = entry.announcementId ?? entry.subjectId;
    if (about === null) continue;
    const { tells, ends } = simple[entry.kind] ?? alertClosed(entry) ?? { tells: deliveryKind(entry) };
    if (ends) {
      settled.push({ about, kinds: ends });
      facts = facts.filter((fact) => fact.about !== about || !ends.includes(fact.kind));
    }
    if (tells) facts.push(factOf(entry, tells, about));
  }
  return { facts, settled };
}

/** The last alert of a group ends the word about it. */
function alertClosed({
  kind,
  data,
}: FollowedEntry): { tells?: undefined; ends?: typeof troubles } | undefined {
  if (kind !== 'screen.alert_closed') return undefined;
  return AlertClosed.parse(data).left === 0 ? { ends: troubles } : {};
}

/** A recall that does not end by itself is another matter than a publication that does not. */
function deliveryKind(entry: FollowedEntry): NotificationKind | undefined {
  if (!entry.kind.startsWith('delivery.')) return undefined;
  const { operation } = Delivery.parse(entry.data);
  if (operation !== 'recall') return ofDelivery[entry.kind];
  return entry.kind === ACCEPTED ? 'task.open' : 'recall.stuck';
}

function factOf(entry: FollowedEntry, kind: NotificationKind, about: string): Fact {
  return {
    kind,
    about,
    officeId: entry.officeId,
    actorId: entry.actor.startsWith('member:') ? entry.actor.slice('member:'.length) : undefined,
    announcementId: announcementOf(entry),
    targetId: targetOf(entry),
    subjectId: subjectOf(entry) ?? about,
    at: entry.at,
  };
}

function announcementOf({ kind, data, announcementId }: FollowedEntry): string | undefined {
  if (kind.startsWith('rectification.')) return Rectification.parse(data).announcement;
  return announcementId ?? undefined;
}

/** A decision's own id leads nowhere: it is about its version. */
function subjectOf({ kind, data, subjectId }: FollowedEntry): string | undefined {
  return kind.startsWith('decision.') ? Decision.parse(data).version : (subjectId ?? undefined);
}

function targetOf(entry: FollowedEntry): string | undefined {
  if (entry.kind === 'target.paused' || entry.kind === 'screen.alert_opened')
    return entry.subjectId ?? undefined;
  return entry.kind.startsWith('delivery.') ? Delivery.parse(entry.data).target : undefined;
}

/** What of a stretch belongs together: one word about it, with every target that it names. */
export interface Word {
  kind: NotificationKind;
  officeId: string;
  about: string;
  announcementId: string | undefined;
  targetIds: string[];
  /** Of the newest fact. */
  subjectId: string;
  /** All that it is made of, for finding whom it concerns. */
  facts: Fact[];
  at: Date;
}

/** Joins facts of one kind about one thing, in the order of their first. */
export function join(facts: readonly Fact[]): Word[] {
  const words = new Map<string, Word>();
  for (const fact of facts) {
    const key = `${fact.kind} ${fact.about}`;
    const word = words.get(key) ?? {
      kind: fact.kind,
      officeId: fact.officeId,
      about: fact.about,
      announcementId: fact.announcementId,
      targetIds: [],
      subjectId: fact.subjectId,
      facts: [],
      at: fact.at,
    };
    if (fact.targetId !== undefined && !word.targetIds.includes(fact.targetId))
      word.targetIds.push(fact.targetId);
    word.facts.push(fact);
    word.subjectId = fact.subjectId;
    word.at = fact.at;
    words.set(key, word);
  }
  return [...words.values()];
}
