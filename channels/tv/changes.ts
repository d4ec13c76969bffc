const SECOND = 1_000;
const LIMIT = 500;

/**
 * When the content of an address was first seen as it is now. A list's newest item does not tell: a recall changes a
 * list and leaves only older items. Content is named with its epoch, so that what comes back after a change is new.
 */
export class Changes {
  readonly #seen = new Map<string, { content: string; at: Date }>();

  /**
   * Undefined within the second in which it was first seen: HTTP's dates have whole seconds, and what changes twice in
   * one would look unchanged to a reader that asks by date alone.
   */
  lastModified(address: string, content: string, now: Date): Date | undefined {
    const known = this.#seen.get(address);
    if (known?.content !== content) {
      this.#seen.delete(address);
      this.#seen.set(address, { content, at: now });
      const oldest = this.#seen.keys().next();
      if (this.#seen.size > LIMIT && !oldest.done) this.#seen.delete(oldest.value);
      return undefined;
    }
    const second = Math.floor(known.at.getTime() / SECOND);
    return second < Math.floor(now.getTime() / SECOND) ? new Date(second * SECOND) : undefined;
  }
}
