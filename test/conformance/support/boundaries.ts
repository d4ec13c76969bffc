/** Thrown where a test cuts an operation off, as a killed process would. */
export class Cut extends Error {
  override readonly name = 'Cut';
  constructor(readonly boundary: number) {
    super(`cut off at boundary ${String(boundary)}`);
  }
}

/**
 * Counts every moment at which a process could die around a change: just before it and just after it. Set `cutAt`,
 * and the operation ends there; what comes later in the same run is refused, because a dead process does nothing more.
 */
export class Boundaries {
  #passed = 0;
  #cutAt: number | undefined;

  get passed(): number {
    return this.#passed;
  }

  /** Starts counting anew; `cutAt` counts from 0. */
  restart(cutAt?: number): void {
    this.#passed = 0;
    this.#cutAt = cutAt;
  }

  pass(): void {
    const at = this.#passed++;
    if (this.#cutAt !== undefined && at >= this.#cutAt) throw new Cut(at);
  }

  /** Runs one change with a boundary on each side. */
  async around<T>(change: () => Promise<T>): Promise<T> {
    this.pass();
    const result = await change();
    this.pass();
    return result;
  }
}
