import type { Classified, Receipt, Seen } from '../contract/channel.js';
import type { DeliveryState, Json, LocalizedText } from '../contract/values.js';
import type { Claim } from './claims.js';
import { lookWait, pendingWait, retryWait } from './ladder.js';
import { afterPatrol, live } from './patrol.js';
import type { Facts, Verdict } from './verdict.js';

/** After a run that answered, and the look right behind it. */
export function afterRun(
  claim: Claim,
  facts: Facts,
  answer: { receipt?: Receipt | undefined; again?: Date | undefined },
  seen: Seen,
): Verdict {
  const { receipt } = answer;
  const verdict = afterLook({ ...claim, looks: 0 }, facts, claim.claimedAt, seen);
  const named = receipt?.state === 'pending' ? receipt.again : answer.again;
  return {
    ...verdict,
    // It answered, so nobody may send it again before a look has proven that it is not there.
    state: verdict.state === 'sending' ? 'accepted' : verdict.state,
    again: verdict.again ?? (verdict.state === 'accepted' ? named : undefined),
    receipt: verdict.receipt ?? receipt,
    url: verdict.url ?? (receipt?.state === 'done' ? receipt.url : undefined),
    reached: true,
  };
}

/** After a run that threw. */
export function afterError(claim: Claim, classified: Classified, error: string, facts?: Facts): Verdict {
  const { verdict, words } = classified;
  const failure = { looks: 0, error, words, evidence: { verdict, error } };
  switch (verdict) {
    case 'reject':
      if (claim.operation === 'recall') return withPerson(error, failure.evidence, words);
      return { ...failure, state: 'failed', said: 'rejected', reached: true };
    case 'reauth':
      return {
        ...failure,
        state: 'scheduled',
        said: 'needs new credentials',
        dueInMs: 0,
        pauseTarget: true,
        keepsTry: true,
      };
    case 'retry':
      // Nothing was sent; a look that could not even be prepared is only looked at again.
      if (claim.was !== 'queued') return cannotTell(claim, error, failure.evidence);
      return {
        ...failure,
        ...nextTry(claim, classified, failure),
        reached: classified.notBefore !== undefined,
      };
    case 'unknown':
      // Perhaps sent: a look after the channel's settling time has to say.
      return {
        ...failure,
        state: 'sending',
        said: 'unknown',
        dueInMs: facts?.channel.settleMs ?? 0,
        reached: false,
      };
  }
}

type Failure = Pick<Verdict, 'looks' | 'error' | 'words'> & { evidence: Json; error: string };

function nextTry(claim: Claim, { notBefore }: Classified, failure: Failure): Verdict {
  if (notBefore) {
    return { ...failure, state: 'scheduled', said: 'waits', again: notBefore, keepsTry: true };
  }
  const wait = retryWait(claim.tries);
  if (wait !== undefined) return { ...failure, state: 'scheduled', said: 'not sent', dueInMs: wait };
  if (claim.operation === 'recall') return withPerson(failure.error, failure.evidence, failure.words);
  return { ...failure, state: 'failed', said: 'gave up' };
}

/** After a look at something whose last run started at `started`. */
export function afterLook(claim: Claim, facts: Facts, started: Date | undefined, seen: Seen): Verdict {
  const age = started ? facts.now().getTime() - started.getTime() : Number.POSITIVE_INFINITY;
  const settled = age >= facts.channel.settleMs;
  const settleIn = settled ? 0 : facts.channel.settleMs - age;
  if (claim.operation === 'recall') return afterRecallLook(claim, facts, seen, { age, settled, settleIn });
  return claim.was === 'live' || claim.was === 'missing'
    ? afterPatrol(claim, facts, seen)
    : afterPublishLook(claim, facts, seen, { age, settled, settleIn });
}

interface Age {
  age: number;
  settled: boolean;
  settleIn: number;
}

function afterPublishLook(claim: Claim, facts: Facts, seen: Seen, { age, settled, settleIn }: Age): Verdict {
  switch (seen.is) {
    case 'live':
      return live(claim, facts, seen.receipt);
    case 'pending':
      return pending(seen, 'accepted', age);
    case 'absent': {
      if (!settled)
        return {
          state: claim.state,
          said: 'not there yet',
          looks: claim.looks,
          dueInMs: settleIn,
          evidence: { is: 'absent' },
        };
      const wait = retryWait(claim.tries);
      const error = 'it was sent, and after its settling time it is proven not to be there';
      if (wait === undefined)
        return { state: 'failed', said: 'absent', looks: 0, error, evidence: { is: 'absent' } };
      return {
        state: 'scheduled',
        said: 'absent',
        looks: 0,
        dueInMs: wait,
        error,
        evidence: { is: 'absent' },
        voidSteps: true,
      };
    }
    case 'failed':
      return {
        state: 'failed',
        said: 'refused',
        looks: 0,
        error: seen.reason,
        evidence: { is: 'failed', reason: seen.reason },
      };
    case 'gone':
      return cannotTell(claim, 'somebody has taken it back outside of the hub', { is: 'gone' });
    case 'unknown':
      return cannotTell(claim, seen.reason, { is: 'unknown', reason: seen.reason ?? null });
  }
}

function afterRecallLook(claim: Claim, facts: Facts, seen: Seen, { age, settled, settleIn }: Age): Verdict {
  switch (seen.is) {
    case 'gone':
      return { state: 'done', said: 'gone', looks: 0, evidence: { is: 'gone' } };
    case 'absent':
      // What never arrived cannot be taken back; but a late arrival has to be ruled out first.
      if (settled) return { state: 'done', said: 'absent', looks: 0, evidence: { is: 'absent' } };
      return {
        state: 'accepted',
        said: 'not there yet',
        looks: claim.looks,
        dueInMs: settleIn,
        evidence: { is: 'absent' },
      };
    case 'pending':
      return seen.person
        ? {
            state: 'with_person',
            said: 'with a person',
            looks: 0,
            again: seen.again,
            dueInMs: pendingWait(age),
            evidence: { is: 'pending' },
            task: seen.person,
          }
        : pending(seen, 'accepted', age);
    case 'live': {
      const wait = retryWait(claim.tries);
      const error = 'it was called back and is still there';
      if (wait !== undefined)
        return {
          state: 'scheduled',
          said: 'still there',
          looks: 0,
          dueInMs: wait,
          error,
          evidence: { is: 'live' },
          voidSteps: true,
        };
      return withPerson(error, { is: 'live' });
    }
    case 'failed':
      return withPerson(seen.reason, { is: 'failed', reason: seen.reason });
    case 'unknown': {
      const wait = lookWait(claim.looks + 1);
      if (wait === undefined)
        return withPerson(seen.reason ?? 'nobody can tell whether it is gone', { is: 'unknown' });
      return {
        state: 'accepted',
        said: 'unknown',
        looks: claim.looks + 1,
        dueInMs: wait,
        error: seen.reason,
        evidence: { is: 'unknown', reason: seen.reason ?? null },
      };
    }
  }
}

function pending(seen: Seen & { is: 'pending' }, state: DeliveryState, age: number): Verdict {
  return {
    state,
    said: 'pending',
    looks: 0,
    again: seen.again,
    dueInMs: pendingWait(age),
    evidence: { is: 'pending' },
    task: seen.person,
  };
}

/** Looked again a few times, then a person has to say. Nothing is ever sent again on a guess. */
function cannotTell(claim: Claim, error: string | undefined, evidence: Json): Verdict {
  const looks = claim.looks + 1;
  const wait = lookWait(looks);
  if (wait === undefined) return { state: 'unconfirmed', said: 'unconfirmed', looks, error, evidence };
  return { state: claim.state, said: 'cannot tell', looks, dueInMs: wait, error, evidence };
}

function withPerson(error: string, evidence: Json, words?: LocalizedText): Verdict {
  const text = {
    zh: `撤回没有得到确认，请人工处理：${words?.zh ?? error}`,
    en: `The recall is not confirmed; somebody has to see to it: ${words?.en ?? error}`,
  };
  return {
    state: 'with_person',
    said: 'with a person',
    looks: 0,
    dueInMs: 3_600_000,
    error,
    words,
    evidence,
    task: { kind: 'recall_unconfirmed', text },
  };
}
