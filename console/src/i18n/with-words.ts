import { parts, type Part } from './parts.js';
import { storedLanguage, type Language } from './words.js';

export type { Part } from './parts.js';

type Add = (part: Part) => Promise<void>;

let tellStarted: (add: Add) => void;
const started = new Promise<Add>((resolve) => {
  tellStarted = resolve;
});

/** The words of a part, in a chunk of their own. */
export const loadPart = (part: Part, language: Language): Promise<object> => parts[part][language]();

/** From now on what `add` adds is shown; whoever waits with its page goes on. */
export function partsMayBeAdded(add: Add): void {
  tellStarted(add);
}

/** What a page or a part of one brings, once its own words are there as well. Both are sent for at once. */
export async function withWords<T>(part: Part, load: () => Promise<T>): Promise<T> {
  // What fails is asked for again below, and said there.
  loadPart(part, storedLanguage()).catch(() => undefined);
  // A page is asked for before anything can show words.
  const [add, loaded] = await Promise.all([started, load()]);
  await add(part);
  return loaded;
}
