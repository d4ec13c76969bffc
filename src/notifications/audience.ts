import type { Role } from '../contract/api.js';
import { permissionsOf } from '../identity/index.js';
import type { Fact, Word } from './facts.js';

/** An active member. */
export interface Person {
  id: string;
  officeId: string;
  roles: readonly Role[];
  departmentId: string | null;
}

/** What has to be known beside the ledger to say whom a word concerns. It is read as it stands now. */
export interface Background {
  people: readonly Person[];
  /** By announcement: who may take the step that waits. Missing when none does any more. */
  takers: ReadonlyMap<string, { versionId: string; memberIds: readonly string[] }>;
  /** By announcement: who began it and who submitted its newest version. */
  drafters: ReadonlyMap<string, readonly string[]>;
  /** By recall request. */
  requests: ReadonlyMap<string, { requestedBy: string; decided: boolean }>;
  /** By delivery: who set it going, and whether the media liaison works with it. */
  deliveries: ReadonlyMap<string, { by: string; press: boolean }>;
}

/** Whom a word concerns: active members of its office, never only of their own doing. In the members' order. */
export function audience(word: Word, background: Background): string[] {
  const concerned = new Set(word.facts.flatMap((fact) => concernedBy(fact, background)));
  return background.people
    .filter(({ id, officeId }) => officeId === word.officeId && concerned.has(id))
    .map(({ id }) => id);
}

/** Whether what a word says still holds: what was taken or decided meanwhile waits for nobody. */
export function isCurrent({ kind, about, facts }: Word, { takers, requests }: Background): boolean {
  if (kind === 'review.waiting' || kind === 'review.overdue') return takers.has(about);
  if (kind === 'recall.waiting')
    return facts.some(({ subjectId }) => requests.get(subjectId)?.decided === false);
  return true;
}

function concernedBy(fact: Fact, background: Background): string[] {
  return whom(fact, background).filter((id) => id !== fact.actorId);
}

function whom(fact: Fact, background: Background): readonly string[] {
  const { takers, requests } = background;
  const drafters = background.drafters.get(fact.about) ?? [];
  const request = requests.get(fact.subjectId);
  switch (fact.kind) {
    case 'review.waiting':
      return takers.get(fact.about)?.memberIds ?? [];
    case 'screening.asked':
      return colleagues(fact, background, ({ roles }) =>
        permissionsOf(roles).has('screening.override'),
      ).filter((id) => !drafters.includes(id));
    case 'review.overdue':
    case 'consultation.overdue':
      return [...(takers.get(fact.about)?.memberIds ?? []), ...drafters];
    case 'after.near':
    case 'after.overdue':
      return colleagues(fact, background, ({ roles }) => permissionsOf(roles).has('review.decide'));
    case 'objection.received':
      return colleagues(fact, background, ({ roles }) => permissionsOf(roles).has('objection.handle'));
    case 'rescan.found':
    case 'rectification.opened':
    case 'rectification.returned':
    case 'rectification.signed':
      return colleagues(fact, background, ({ roles }) => permissionsOf(roles).has('release.recall'));
    case 'rectification.done':
      return colleagues(fact, background, decides);
    case 'rectification.near':
    case 'rectification.overdue':
      return colleagues(fact, background, rectifies);
    case 'review.paper':
      return colleagues(fact, background, ({ roles }) => permissionsOf(roles).has('review.paper')).filter(
        (id) => !drafters.includes(id),
      );
    case 'review.returned':
    case 'review.approved':
    case 'review.withheld':
      return drafters;
    case 'withheld.due':
      return colleagues(fact, background, decides);
    case 'recall.waiting':
      return request?.decided === false
        ? colleagues(fact, background, decides).filter((id) => id !== request.requestedBy)
        : [];
    case 'recall.approved':
      return [...drafters, ...(request ? [request.requestedBy] : [])];
    case 'recall.refused':
      return request ? [request.requestedBy] : [];
    case 'screen.trouble':
      return colleagues(fact, background, ({ roles }) => permissionsOf(roles).has('screen.manage'));
    case 'target.paused':
      return colleagues(fact, background, has('clerk', 'administrator'));
    case 'hook.disabled':
      return colleagues(fact, background, has('administrator'));
    case 'task.open':
    case 'task.overdue':
      return hands(fact, background);
    default:
      return [...hands(fact, background), background.deliveries.get(fact.subjectId)?.by ?? ''];
  }
}

/** Those at whose desk a delivery's troubles land: the media liaison's own where the office has one, or the clerks. */
function hands(fact: Fact, background: Background): string[] {
  const liaisons =
    background.deliveries.get(fact.subjectId)?.press === true
      ? colleagues(fact, background, has('liaison'))
      : [];
  return liaisons.length > 0 ? liaisons : colleagues(fact, background, has('clerk'));
}

const decides = ({ roles }: Person): boolean => permissionsOf(roles).has('review.decide');

/** Who writes a rectification, or signs it off. */
const rectifies = (person: Person): boolean =>
  decides(person) || permissionsOf(person.roles).has('release.recall');

const has =
  (...roles: Role[]) =>
  (person: Person): boolean =>
    roles.some((role) => person.roles.includes(role));

const colleagues = (
  { officeId }: Fact,
  { people }: Background,
  which: (person: Person) => boolean,
): string[] => people.filter((one) => one.officeId === officeId && which(one)).map(({ id }) => id);
