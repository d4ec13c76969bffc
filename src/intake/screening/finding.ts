import type { LocalizedText } from '../../contract/values.js';

/** Block: nothing goes on without somebody who takes it on himself; review: the reviewer ticks it; warn, info: said. */
export type Level = 'block' | 'review' | 'warn' | 'info';

/** What a rule found in a plain text. Places are in that text. */
export interface Hit {
  from: number;
  length: number;
  /** What may stand there instead. */
  instead?: string;
  /** Where it is not the rule's own. */
  rule?: Pick<Rule, 'level' | 'label' | 'source'>;
}

/** What is known about the text that a rule looks at. */
export interface Context {
  /** The announcement's category, e.g. 公示. */
  category: string;
  /** Where the text stands: a body, a title, a file's own text. */
  isTitle: boolean;
}

export interface Rule {
  /** Stable: findings, overrides and statistics name it. */
  id: string;
  level: Level;
  label: LocalizedText;
  /** Which law, standard or practice asks for it. */
  source: LocalizedText;
  find(text: string, context: Context): Hit[];
}

/** All matches of a pattern with the flag g; the group `here` narrows the place. */
export function hits(
  text: string,
  pattern: RegExp,
  instead?: (match: RegExpExecArray) => string | undefined,
): Hit[] {
  return [...text.matchAll(pattern)].map((match) => {
    const here = match.groups?.['here'];
    const from = here === undefined ? match.index : match.index + match[0].indexOf(here);
    const other = instead?.(match);
    return { from, length: (here ?? match[0]).length, ...(other === undefined ? {} : { instead: other }) };
  });
}
