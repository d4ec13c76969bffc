import type { LocalizedText } from '../../contract/values.js';
import type { Hit, Level, Rule } from './finding.js';

/** A word that an office watches for: a wrong form of a title, a name that must not appear, a common mistake. */
export interface DictionaryEntry {
  word: string;
  level: Exclude<Level, 'info'>;
  /** What is meant, where something is. */
  instead?: string | undefined;
  /** Why, in the office's words. */
  why: string;
}

const label: LocalizedText = { zh: '错敏词', en: 'A word that the office watches for' };

/** One rule for all of an office's words; each says its own level and why. */
export function dictionaryRule(entries: readonly DictionaryEntry[]): Rule {
  return {
    id: 'dictionary',
    level: 'block',
    label,
    source: { zh: '本单位词库', en: 'The office’s dictionary' },
    find: (text) => entries.flatMap((entry) => places(text, entry)),
  };
}

function places(text: string, { word, level, instead, why }: DictionaryEntry): Hit[] {
  const found: Hit[] = [];
  if (word === '') return found;
  for (let from = text.indexOf(word); from >= 0; from = text.indexOf(word, from + word.length)) {
    const rule = {
      level,
      label,
      source: { zh: `本单位词库：${why}`, en: `The office’s dictionary: ${why}` },
    };
    found.push({ from, length: word.length, rule, ...(instead === undefined ? {} : { instead }) });
  }
  return found;
}
