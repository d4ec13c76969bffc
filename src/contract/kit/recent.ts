/** Keeps the answers that were made last. What a key stands for never changes, so nothing has to be thrown away early. */
export class Recent<T> {
  readonly #kept = new Map<string, T>();

  constructor(private readonly limit: number) {}

  /** The kept value, or the one that `make` gives; a failure is not kept. */
  async get(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key);
    if (known !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known;
    }
    const made = await make();
    this.#kept.set(key, made);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > this.limit && !oldest.done) this.#kept.delete(oldest.value);
    return made;
  }
}
