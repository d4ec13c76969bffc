import type { LocalizedText } from '../../contract/values.js';
import type { Hit, Level, Rule } from './finding.js';
import { plainOf } from './text.js';
import { WordFinder } from './word-finder.js';

/** A word that an office watches for: a wrong form of a title, a name that must not appear, a common mistake. */
export interface DictionaryEntry {
  word: string;
  level: Exclude<Level, 'info'>;
  /** What is meant, where something is. */
  instead?: string | undefined;
  /** Why, in the office's words. */
  why: string;
}

const sensitive: LocalizedText = { zh: '敏感词', en: 'A word that the office watches for' };
const mistaken: LocalizedText = { zh: '错误表述', en: 'A wrong expression' };
const worst = { block: 0, review: 1, warn: 2, info: 3 } as const;

interface Match {
  entry: DictionaryEntry;
  from: number;
  length: number;
}

/** One rule for all of an office's words; each says its own level and why. Time is linear in the text, however many words. */
export function dictionaryRule(entries: readonly DictionaryEntry[]): Rule {
  const finder = finderFor(entries);
  return {
    id: 'dictionary',
    level: 'block',
    label: sensitive,
    source: { zh: '本单位词库', en: 'The office’s dictionary' },
    find: (text) => outermost(finder.find(text).filter((match) => !isRight(text, match))).map(hitOf),
  };
}

/** Building takes longer than reading a short text, and an office's words are the same for many. */
const finders = new WeakMap<readonly DictionaryEntry[], WordFinder<DictionaryEntry>>();

function finderFor(entries: readonly DictionaryEntry[]): WordFinder<DictionaryEntry> {
  const known = finders.get(entries);
  if (known) return known;
  // Texts are read in their plain form, and so are words.
  const finder = new WordFinder(entries.map((entry) => [plainOf(entry.word).text, entry] as const));
  finders.set(entries, finder);
  return finder;
}

/** The word is a part of the very expression that is meant: 城管局 in 城管执法局’s right name is no mistake. */
function isRight(text: string, { entry: { instead }, from, length }: Match): boolean {
  const word = text.slice(from, from + length);
  const meant = instead === undefined ? '' : plainOf(instead).text;
  for (let at = meant.indexOf(word); at >= 0; at = meant.indexOf(word, at + 1))
    if (text.startsWith(meant, from - at) && from >= at) return true;
  return false;
}

/** Without those that stand inside a longer one that is at least as bad. */
function outermost(matches: readonly Match[]): Match[] {
  const sorted = [...matches].sort((a, b) => a.from - b.from || b.length - a.length);
  const open: Match[] = [];
  return sorted.filter((match) => {
    while (open.length > 0 && endOf(open.at(-1)) <= match.from) open.pop();
    const isInside = open.some(
      (outer) =>
        endOf(outer) >= match.from + match.length && worst[outer.entry.level] <= worst[match.entry.level],
    );
    if (!isInside) open.push(match);
    return !isInside;
  });
}

const endOf = (match: Match | undefined): number => (match ? match.from + match.length : 0);

function hitOf({ entry: { level, instead, why }, from, length }: Match): Hit {
  const note = why === '' ? '' : `：${why}`;
  return {
    from,
    length,
    rule: {
      level,
      label: instead === undefined ? sensitive : mistaken,
      source: { zh: `本单位词库${note}`, en: `The office’s dictionary${note}` },
    },
    ...(instead === undefined ? {} : { instead }),
  };
}
