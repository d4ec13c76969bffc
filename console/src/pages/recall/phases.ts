import type { RecallProgress, RecallRequestView, RecallTarget } from '../../../../src/contract/api/recall.js';
import { dayDistance } from '../../lib/time.js';
import type { Sign, Tone } from '../../lib/states.js';

/** Where a recall stands as a whole. `granted` is all that is known of one in a list. */
export type Phase = 'waiting' | 'refused' | 'granted' | 'going' | 'finished';

/** The phase of a request in a list. */
export function phaseOf({ decision }: Pick<RecallRequestView, 'decision'>): Phase {
  if (decision === undefined) return 'waiting';
  return decision.verdict === 'refuse' ? 'refused' : 'granted';
}

/** The phase of one whose progress is known. */
export function phaseOfProgress({
  request,
  finishedAt,
}: Pick<RecallProgress, 'request' | 'finishedAt'>): Phase {
  const phase = phaseOf(request);
  if (phase !== 'granted') return phase;
  return finishedAt === undefined ? 'going' : 'finished';
}

/** How a phase looks; its word is `recalls.phase.<phase>`. */
export const phaseLooks: Record<Phase, { tone: Tone; sign: Sign }> = {
  waiting: { tone: 'amber', sign: 'eye' },
  refused: { tone: 'slate', sign: 'cross' },
  granted: { tone: 'cinnabar', sign: 'check' },
  going: { tone: 'cinnabar', sign: 'fill2' },
  finished: { tone: 'slate', sign: 'back' },
};

type Place = Pick<RecallTarget, 'state' | 'endedAt' | 'target' | 'task'>;

function urgency({ state, endedAt, task }: Place): number {
  if (endedAt !== undefined) return 2;
  return state === 'with_person' || state === 'failed' || task !== undefined ? 0 : 1;
}

/** What needs a person comes first, what has ended last; otherwise they keep their order. */
export function problemsFirst<P extends Place>(places: readonly P[]): P[] {
  return [...places].sort((a, b) => urgency(a) - urgency(b));
}

/** What a screen does with a recall: it has dropped the item, is about to, or cannot be reached. */
export type ScreenWord = 'gone' | 'going' | 'offline';

export function screenWord({ state, online }: RecallTarget['screens'][number]): ScreenWord {
  if (state === 'retracted') return 'gone';
  return online ? 'going' : 'offline';
}

/** Recalls that were agreed to on `now`'s day. */
export function grantedToday(requests: readonly RecallRequestView[], now: Date): RecallRequestView[] {
  return requests.filter(
    ({ decision }) => decision?.verdict === 'approve' && dayDistance(new Date(decision.at), now) === 0,
  );
}

/** The newest request of each announcement that was not refused. `requests` are newest first. */
export function newestOfEach(requests: readonly RecallRequestView[]): Map<string, RecallRequestView> {
  const newest = new Map<string, RecallRequestView>();
  for (const request of requests) {
    if (!newest.has(request.announcementId)) newest.set(request.announcementId, request);
  }
  return new Map([...newest].filter(([, request]) => phaseOf(request) !== 'refused'));
}
