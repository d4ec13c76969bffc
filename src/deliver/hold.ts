import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../platform/log/index.js';
import type { Db } from '../store/database.js';
import { takeOver, type Claim } from './claims.js';
import { LEASE_MS } from './ladder.js';
import type { Outcome } from './outcomes.js';
import { isRefusal } from './refusal.js';

/** How often an outcome is offered again while the database cannot be reached. */
const AGAIN_MS = 500;
/** From then on somebody else may look at the delivery, who would find out by himself. */
const OFFERED_FOR_MS = LEASE_MS - 10_000;

/**
 * What this worker holds. While the database is away, what came of a delivery is kept and offered again; and a claim
 * whose answer was lost, so that the worker never heard of it, is ended when the database is back. Without either, a
 * restart of the database would cost every delivery that was under way the rest of its lease.
 */
export class Hold {
  private readonly held = new Set<string>();
  private claiming = 0;
  /** Something may be claimed under this worker's name that it does not know of. */
  private mayHaveForgotten = false;
  private lettingGo: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly db: Db,
    private readonly worker: string,
    private readonly log: Logger,
    private readonly isClosing: () => boolean,
  ) {}

  /** Runs a statement that claims, and notes what it got. */
  async take(work: () => Promise<(Claim | undefined)[]>): Promise<(Claim | undefined)[]> {
    await this.lettingGo;
    this.claiming += 1;
    try {
      const claims = await work();
      for (const claim of claims) if (claim) this.held.add(claim.id);
      return claims;
    } catch (error) {
      this.mayHaveForgotten ||= !isRefusal(error);
      throw error;
    } finally {
      this.claiming -= 1;
    }
  }

  /** Runs a claimed delivery and records what came of it; whether that counted. */
  async keep(
    claim: Claim,
    run: () => Promise<Outcome>,
    record: (outcome: Outcome) => Promise<boolean>,
  ): Promise<boolean> {
    const began = performance.now();
    try {
      const outcome = await run().catch((error: unknown) => {
        // The run itself read or wrote something that the database did not answer.
        this.mayHaveForgotten ||= !isRefusal(error);
        throw error;
      });
      for (;;) {
        try {
          return await record(outcome);
        } catch (error) {
          // What the database refuses it would refuse again at once: such a claim waits for its lease.
          if (isRefusal(error)) throw error;
          if (this.isClosing() || performance.now() - began > OFFERED_FOR_MS) {
            this.mayHaveForgotten = true;
            throw error;
          }
          this.log.warn({ err: error, delivery: claim.id }, 'an outcome could not be recorded; once more');
          await pause(AGAIN_MS);
        }
      }
    } finally {
      this.held.delete(claim.id);
    }
  }

  /** Ends the claims under this worker's name that it does not work on; called when the database has just answered. */
  async letGo(): Promise<void> {
    if (!this.mayHaveForgotten || this.claiming > 0) return;
    this.mayHaveForgotten = false;
    const { worker } = this;
    const letting = takeOver(this.db, { worker, keeps: [...this.held] });
    this.lettingGo = letting.catch(() => (this.mayHaveForgotten = true));
    const left = await letting;
    if (left > 0) this.log.info({ deliveries: left }, 'claims whose answer was lost are ended');
  }
}
