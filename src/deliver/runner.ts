import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { Classified, Probe, Receipt, Seen } from '../contract/channel.js';
import type { Json } from '../contract/values.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { DATABASE, type Db } from '../store/database.js';
import { Contexts, type Run } from './contexts.js';
import type { Claim } from './claims.js';
import { RUN_TIMEOUT_MS } from './ladder.js';
import type { Verdict } from './verdict.js';
import { afterError, afterLook, afterRun } from './verdicts.js';
import type { Outcome } from './outcomes.js';
import { readSteps, StepUncertain } from './steps.js';

/** Runs the channel for one claim and says what came of it. Never rejects for what a channel does. */
@Injectable()
export class Runner {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly contexts: Contexts,
  ) {}

  async run(claim: Claim): Promise<Outcome> {
    const ending = new AbortController();
    const timer = setTimeout(() => {
      ending.abort(new DOMException('the run took too long', 'TimeoutError'));
    }, RUN_TIMEOUT_MS);
    try {
      return await this.runUntil(claim, ending.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  private async runUntil(claim: Claim, timeout: AbortSignal): Promise<Outcome> {
    let run: Run;
    try {
      run = await this.contexts.run(claim, timeout);
    } catch (error) {
      // Nothing was called yet; whatever is missing here is the hub's own trouble.
      this.log.error({ delivery: claim.id, err: error }, 'a delivery could not be prepared');
      return this.outcome(claim, undefined, afterError(claim, { verdict: 'retry' }, words(error)));
    }
    const verdict =
      claim.was === 'queued' ? await this.act(claim, run, timeout) : await this.look(claim, run, timeout);
    return this.outcome(claim, run, verdict);
  }

  /** One run of `deliver`, `update` or `recall`, and the first look right behind it. */
  private async act(claim: Claim, run: Run, timeout: AbortSignal): Promise<Verdict> {
    let answer: { receipt?: Receipt | undefined; again?: Date | undefined };
    try {
      answer = await within(timeout, this.call(claim, run));
    } catch (error) {
      const classified: Classified = isUncertain(error, timeout)
        ? { verdict: 'unknown' }
        : run.channel.classify(error);
      this.log.warn(
        { delivery: claim.id, channel: claim.channel, verdict: classified.verdict, err: error },
        'a run failed',
      );
      return afterError(claim, classified, words(error), run);
    }
    return afterRun(claim, run, answer, await this.see(claim, run, answer.receipt, timeout));
  }

  private async look(claim: Claim, run: Run, timeout: AbortSignal): Promise<Verdict> {
    const started = await this.lastRunStarted(claim);
    return afterLook(claim, run, started, await this.see(claim, run, claim.receipt ?? undefined, timeout));
  }

  private async call(
    claim: Claim,
    run: Run,
  ): Promise<{ receipt?: Receipt | undefined; again?: Date | undefined }> {
    const { channel, rendition, ctx } = run;
    if (claim.operation === 'recall') {
      const recalled = await channel.recall(await this.probe(claim, run, claim.receipt ?? undefined), ctx);
      return { again: recalled.state === 'pending' ? recalled.again : undefined };
    }
    if (claim.operation === 'update') {
      if (!channel.update || !claim.receipt) throw new Error(`${channel.id} cannot update in place`);
      const shown = { rendition: await this.contexts.shown(claim), receipt: claim.receipt };
      return { receipt: await channel.update(rendition, shown, ctx) };
    }
    return { receipt: await channel.deliver(rendition, ctx) };
  }

  /** A look never changes anything outside, so whatever goes wrong with it means "cannot tell". */
  private async see(
    claim: Claim,
    run: Run,
    receipt: Receipt | undefined,
    timeout: AbortSignal,
  ): Promise<Seen> {
    try {
      return await within(timeout, run.channel.verify(await this.probe(claim, run, receipt), run.ctx));
    } catch (error) {
      this.log.warn({ delivery: claim.id, channel: claim.channel, err: error }, 'a look failed');
      return { is: 'unknown', reason: words(error) };
    }
  }

  private async probe(claim: Claim, run: Run, receipt: Receipt | undefined): Promise<Probe<Json>> {
    return {
      op: claim.operation,
      rendition: run.rendition,
      key: claim.itemKey,
      receipt,
      steps: await this.publishSteps(claim, run),
    };
  }

  private async publishSteps(claim: Claim, run: Run): Promise<Record<string, Json>> {
    if (claim.operation === 'publish') return run.steps.results();
    const rows = await readSteps(this.db, claim.itemKey);
    return Object.fromEntries(
      [...rows.values()].filter((row) => row.finished).map((row) => [row.name, row.result]),
    );
  }

  /** When the item's newest run started that may have had an effect outside. */
  private async lastRunStarted(claim: Claim): Promise<Date | undefined> {
    const { rows } = await sql<{ started: Date | null }>`
      select max(a.started_at) as started from delivery d
        join attempt a on a.delivery_id = d.id
      where d.announcement_id = ${claim.announcementId} and d.target_id = ${claim.targetId}
        and d.item_key = ${claim.itemKey} and a.kind <> 'verify'`.execute(this.db);
    return rows[0]?.started ?? undefined;
  }

  private outcome(claim: Claim, run: Run | undefined, verdict: Verdict): Outcome {
    const { again, dueInMs, ...rest } = verdict;
    const untilAgain = again && run ? Math.max(0, again.getTime() - run.now().getTime()) : undefined;
    return { claim, ...rest, dueInMs: untilAgain ?? dueInMs };
  }
}

/** Rejects when the time is over, whether or not the channel heeds its signal. */
async function within<T>(timeout: AbortSignal, work: Promise<T>): Promise<T> {
  let fail = (): void => undefined;
  const over = new Promise<never>((_, reject) => {
    fail = () => {
      reject(timeout.reason as DOMException);
    };
    if (timeout.aborted) fail();
    else timeout.addEventListener('abort', fail, { once: true });
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    timeout.removeEventListener('abort', fail);
  }
}

const isUncertain = (error: unknown, timeout: AbortSignal): boolean =>
  error instanceof StepUncertain || timeout.aborted;

/** An error in words that fit a row: the message, cut to 500 characters. */
function words(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
