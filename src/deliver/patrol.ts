import type { Receipt, Seen } from '../contract/channel.js';
import type { Json, LocalizedText } from '../contract/values.js';
import type { Claim } from './claims.js';
import { lookWait, patrolWait } from './ladder.js';
import type { Facts, Verdict } from './verdict.js';

/** The task of what was live and is not, or not as approved. */
export const MISSING_TASK = 'missing';

/** What was live is looked at again: it still is, or it has vanished or changed, which a person is told. */
export function afterPatrol(claim: Claim, facts: Facts, seen: Seen): Verdict {
  switch (seen.is) {
    case 'live':
      return live(claim, facts, seen.receipt);
    case 'pending':
      return {
        state: claim.state,
        said: 'pending',
        looks: 0,
        dueInMs: patrolWait(liveFor(claim, facts)),
        evidence: { is: 'pending' },
      };
    case 'absent':
    case 'gone':
      return missing(claim, { zh: '已不在原处', en: 'it is not there any more' }, { is: seen.is });
    case 'failed':
      return missing(claim, { zh: seen.reason, en: seen.reason }, { is: 'failed', reason: seen.reason });
    case 'unknown': {
      const looks = claim.looks + 1;
      const wait = lookWait(looks);
      const evidence = { is: 'unknown', reason: seen.reason ?? null };
      const reason = seen.reason ?? 'nobody can tell whether it is still there';
      if (wait === undefined) return missing(claim, { zh: reason, en: reason }, evidence);
      return { state: claim.state, said: 'cannot tell', looks, dueInMs: wait, error: seen.reason, evidence };
    }
  }
}

/** It is there as approved; the patrol looks again after a while. */
export function live(claim: Claim, facts: Facts, receipt: Receipt & { state: 'done' }): Verdict {
  return {
    state: 'live',
    said: 'live',
    looks: 0,
    dueInMs: patrolWait(liveFor(claim, facts)),
    receipt,
    url: receipt.url,
    evidence: { is: 'live', ref: receipt.ref },
  };
}

const liveFor = ({ liveAt }: Claim, facts: Facts): number =>
  liveAt ? facts.now().getTime() - liveAt.getTime() : 0;

/** Looked at again all the same: somebody may put it back. */
function missing(claim: Claim, what: LocalizedText, evidence: Json): Verdict {
  return {
    state: 'missing',
    said: 'missing',
    looks: 0,
    dueInMs: patrolWait(0),
    error: what.en,
    words: what,
    evidence,
    task: {
      kind: MISSING_TASK,
      text: {
        zh: `巡检发现异常：${what.zh}。请核实后点“重新发布”，或按撤回处理。`,
        en: `The patrol found a difference: ${what.en}. Look at it, then publish it again, or take it back.`,
      },
    },
  };
}
