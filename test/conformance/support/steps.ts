import { z } from 'zod';
import type { Json } from '../../../src/contract/values.js';
import type { Boundaries } from './boundaries.js';

/** A step started in an earlier run and left no result: what it did outside is unknown. */
export class StepUnknown extends Error {
  override readonly name = 'StepUnknown';
  constructor(step: string) {
    super(`the outside step ${step} started and has no result`);
  }
}

/** The outside steps of one delivery, as the hub keeps them: start and result are committed separately. */
export class Steps {
  readonly #started = new Set<string>();
  readonly #results = new Map<string, Json>();

  constructor(private readonly boundaries: Boundaries) {}

  get results(): Record<string, Json> {
    return Object.fromEntries(this.#results);
  }

  readonly step = async <T extends Json>(name: string, call: () => Promise<T>): Promise<T> => {
    const known = this.#results.get(name);
    if (known !== undefined) return known as T;
    if (this.#started.has(name)) throw new StepUnknown(name);
    this.boundaries.pass();
    this.#started.add(name);
    const result = await this.boundaries.around(call);
    this.#results.set(name, z.json().parse(JSON.parse(JSON.stringify(result))));
    this.boundaries.pass();
    return result;
  };

  /** A new attempt after a proven `absent`: what started without a result may run again. */
  forgetUnfinished(): void {
    for (const name of this.#started) if (!this.#results.has(name)) this.#started.delete(name);
  }
}
