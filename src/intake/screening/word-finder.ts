/** A place in the tree of all words: what may follow, and what to go on with when nothing does. */
interface Node<T> {
  next: Map<number, Node<T>>;
  fallback: Node<T> | undefined;
  /** The words that end here, and of how many UTF-16 units they are. */
  ends: { value: T; length: number }[];
  /** The nearest fallback at which a word ends. */
  shorter: Node<T> | undefined;
}

const newNode = <T>(): Node<T> => ({ next: new Map(), fallback: undefined, ends: [], shorter: undefined });

/**
 * Finds many words in a text in one pass (Aho and Corasick): time is linear in the text and in what is found, not in
 * the number of words.
 */
export class WordFinder<T> {
  readonly #root: Node<T> = newNode();

  constructor(words: Iterable<readonly [word: string, value: T]>) {
    for (const [word, value] of words) if (word !== '') this.#add(word, value);
    this.#link();
  }

  /** Every place of every word, also of those that overlap. */
  find(text: string): { entry: T; from: number; length: number }[] {
    const found: { entry: T; from: number; length: number }[] = [];
    let node = this.#root;
    for (let at = 0; at < text.length; at += 1) {
      node = this.#after(node, text.charCodeAt(at));
      for (let here: Node<T> | undefined = node; here; here = here.shorter)
        for (const { value, length } of here.ends)
          found.push({ entry: value, from: at + 1 - length, length });
    }
    return found;
  }

  #after(node: Node<T>, unit: number): Node<T> {
    let from: Node<T> | undefined = node;
    while (from) {
      const next = from.next.get(unit);
      if (next) return next;
      from = from.fallback;
    }
    return this.#root;
  }

  #add(word: string, value: T): void {
    let node = this.#root;
    for (let at = 0; at < word.length; at += 1) {
      const unit = word.charCodeAt(at);
      const next = node.next.get(unit) ?? newNode<T>();
      node.next.set(unit, next);
      node = next;
    }
    node.ends.push({ value, length: word.length });
  }

  /** Level by level, so that what is shorter is ready before what is longer. */
  #link(): void {
    const queue: Node<T>[] = [this.#root];
    for (let at = 0; at < queue.length; at += 1) {
      const node = queue[at];
      if (!node) break;
      for (const [unit, next] of node.next) {
        next.fallback = node === this.#root ? this.#root : this.#after(node.fallback ?? this.#root, unit);
        next.shorter = next.fallback.ends.length > 0 ? next.fallback : next.fallback.shorter;
        queue.push(next);
      }
    }
  }
}
