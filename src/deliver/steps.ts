import { sql } from 'kysely';
import type { Classified } from '../contract/channel.js';
import type { Json } from '../contract/values.js';
import type { Db } from '../store/database.js';

/** An earlier attempt started this step and left no result: nobody knows whether it took effect. */
export class StepUncertain extends Error {
  override readonly name = 'StepUncertain';
  constructor(step: string) {
    super(`the outside step ${step} was started before and left no result`);
  }
}

interface StepRow {
  name: string;
  result: Json;
  finished: boolean;
}

/** The outside steps of one delivery: what has a result is not run again, what has none stops the attempt. */
export class Steps {
  private known: Map<string, StepRow> | undefined;

  constructor(
    private readonly db: Db,
    private readonly deliveryId: string,
    private readonly attemptId: string,
    private readonly classify: (error: unknown) => Classified,
    first: boolean,
  ) {
    // A first attempt has nothing behind it, so nothing has to be read.
    if (first) this.known = new Map();
  }

  async step<T extends Json>(name: string, call: () => Promise<T>): Promise<T> {
    const known = await this.load();
    const before = known.get(name);
    if (before?.finished === true) return before.result as T;
    if (before) throw new StepUncertain(name);
    await this.db.insertInto('outside_step').values({ attempt_id: this.attemptId, name }).execute();
    known.set(name, { name, result: null, finished: false });
    try {
      const result = await call();
      await this.finish(name, { finished_at: sql<Date>`hub_now()`, result: JSON.stringify(result) });
      known.set(name, { name, result, finished: true });
      return result;
    } catch (error) {
      if (this.classify(error).verdict !== 'unknown') {
        // Known to have had no effect: it may run again.
        await this.finish(name, { voided_at: sql<Date>`hub_now()` });
        known.delete(name);
      }
      throw error;
    }
  }

  /** The results that are known, by name. */
  async results(): Promise<Record<string, Json>> {
    const rows = [...(await this.load()).values()];
    return Object.fromEntries(rows.filter((row) => row.finished).map((row) => [row.name, row.result]));
  }

  private async finish(
    name: string,
    change: { finished_at?: unknown; result?: string; voided_at?: unknown },
  ): Promise<void> {
    await this.db
      .updateTable('outside_step')
      .set(change as never)
      .where('attempt_id', '=', this.attemptId)
      .where('name', '=', name)
      .execute();
  }

  private async load(): Promise<Map<string, StepRow>> {
    this.known ??= await readSteps(this.db, this.deliveryId);
    return this.known;
  }
}

/** All steps of a delivery that were not voided, newest result last. */
export async function readSteps(db: Db, deliveryId: string): Promise<Map<string, StepRow>> {
  const { rows } = await sql<StepRow>`
    select s.name, s.result, s.finished_at is not null as finished
    from outside_step s join attempt a on a.id = s.attempt_id
    where a.delivery_id = ${deliveryId} and s.voided_at is null
    order by s.finished_at nulls first, s.started_at`.execute(db);
  return new Map(rows.map((row) => [row.name, row]));
}
