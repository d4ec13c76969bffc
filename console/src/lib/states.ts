import type { DeliveryState, Operation } from '../../../src/contract/values.js';
import type { AnnouncementStage } from '../../../src/contract/api/intake.js';

/** The colour of a state; tokens.css has one of each. */
export type Tone = 'pine' | 'amber' | 'slate' | 'cinnabar';

/** What is drawn in the dot beside the word. `fill0` … `fill4` fill it by quarters. */
export type Sign =
  | 'fill0'
  | 'fill1'
  | 'fill2'
  | 'fill3'
  | 'fill4'
  | 'back'
  | 'cross'
  | 'question'
  | 'alert'
  | 'person'
  | 'dash'
  | 'pause'
  | 'pen'
  | 'eye'
  | 'check';

/** How a state looks: colour and sign; its word is `state.<word>` in the dictionary. */
export interface Look<W extends string> {
  tone: Tone;
  sign: Sign;
  word: W;
}

type PublishWord = DeliveryState;
type RecallWord = `recall_${'scheduled' | 'queued' | 'sending' | 'accepted' | 'done'}`;
const updateWords = ['held', 'scheduled', 'queued', 'sending', 'accepted', 'live', 'failed'] as const;
type UpdateWord = `update_${(typeof updateWords)[number]}`;
export type DeliveryLook = Look<PublishWord | RecallWord | UpdateWord>;

const publishLooks: Record<DeliveryState, Omit<DeliveryLook, 'word'>> = {
  held: { tone: 'slate', sign: 'pause' },
  scheduled: { tone: 'slate', sign: 'fill0' },
  queued: { tone: 'slate', sign: 'fill1' },
  sending: { tone: 'pine', sign: 'fill2' },
  accepted: { tone: 'amber', sign: 'fill3' },
  live: { tone: 'pine', sign: 'fill4' },
  done: { tone: 'slate', sign: 'back' },
  gone: { tone: 'slate', sign: 'back' },
  missing: { tone: 'cinnabar', sign: 'alert' },
  failed: { tone: 'cinnabar', sign: 'cross' },
  unconfirmed: { tone: 'amber', sign: 'question' },
  with_person: { tone: 'amber', sign: 'person' },
  cancelled: { tone: 'slate', sign: 'dash' },
  superseded: { tone: 'slate', sign: 'dash' },
  lapsed: { tone: 'slate', sign: 'dash' },
};

const recallLooks: Partial<Record<DeliveryState, DeliveryLook>> = {
  scheduled: { tone: 'cinnabar', sign: 'fill0', word: 'recall_scheduled' },
  queued: { tone: 'cinnabar', sign: 'fill1', word: 'recall_queued' },
  sending: { tone: 'cinnabar', sign: 'fill2', word: 'recall_sending' },
  accepted: { tone: 'amber', sign: 'fill3', word: 'recall_accepted' },
  done: { tone: 'slate', sign: 'back', word: 'recall_done' },
};

/** The look of a delivery's state. A recall on its way has words of its own, and so has an update. */
export function deliveryLook(state: DeliveryState, operation: Operation): DeliveryLook {
  const recall = operation === 'recall' ? recallLooks[state] : undefined;
  if (recall !== undefined) return recall;
  const updates = operation === 'update' ? updateWords.find((one) => one === state) : undefined;
  return { ...publishLooks[state], word: updates === undefined ? state : `update_${updates}` };
}

const stageLooks: Record<AnnouncementStage, Omit<Look<AnnouncementStage>, 'word'>> = {
  drafting: { tone: 'slate', sign: 'pen' },
  review: { tone: 'amber', sign: 'eye' },
  returned: { tone: 'cinnabar', sign: 'back' },
  approved: { tone: 'pine', sign: 'check' },
  released: { tone: 'pine', sign: 'fill4' },
  recalled: { tone: 'slate', sign: 'back' },
  withheld: { tone: 'slate', sign: 'dash' },
  served: { tone: 'pine', sign: 'fill4' },
};

/** The look of an announcement's stage. */
export function stageLook(
  stage: AnnouncementStage,
  audience?: 'specific',
): Look<AnnouncementStage | 'toServe'> {
  return { ...stageLooks[stage], word: stage === 'approved' && audience === 'specific' ? 'toServe' : stage };
}

const needsPerson: ReadonlySet<DeliveryState> = new Set(['failed', 'unconfirmed', 'missing', 'with_person']);

/** Whether nothing more happens by itself and a person has to look. */
export function waitsForPerson(state: DeliveryState): boolean {
  return needsPerson.has(state);
}

/** Whether a person's word (live, send again, give up) is asked for. */
export function isResolvable(state: DeliveryState): boolean {
  return state === 'unconfirmed';
}

/** Whether it can be published again with one press. What could not be taken back is asked for anew instead. */
export function isRepairable({ state, operation }: { state: DeliveryState; operation: Operation }): boolean {
  return operation !== 'recall' && (state === 'missing' || state === 'failed');
}

const takenBack: ReadonlySet<DeliveryState> = new Set([
  'gone',
  'done',
  'cancelled',
  'superseded',
  'lapsed',
  'failed',
]);

/** Whether it is over with this delivery: nothing is out there by it any more, and nothing more happens. */
export function isTakenBack(state: DeliveryState): boolean {
  return takenBack.has(state);
}

/** Whether there is still something out there, or on its way, that a recall would touch. A failed recall may be repeated. */
export function isRecallable(delivery: { state: DeliveryState; operation: Operation }): boolean {
  if (delivery.operation === 'recall') return delivery.state === 'failed';
  // An update that came to nothing left the text before it where it was.
  if (delivery.operation === 'update') return delivery.state !== 'gone';
  return !takenBack.has(delivery.state);
}
