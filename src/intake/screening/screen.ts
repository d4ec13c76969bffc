import type { Finding, ScreeningPlace } from '../../contract/api.js';
import { canonicalJson, sha256 } from '../../platform/hash.js';
import { dictionaryRule, type DictionaryEntry } from './dictionary.js';
import type { Rule } from './finding.js';
import { peopleRules } from './rules/people.js';
import { personalRules } from './rules/personal.js';
import { secrecyRules } from './rules/secrecy.js';
import { wordingRules } from './rules/wording.js';
import { plainOf, spanOf, type Plain } from './text.js';

/** A piece of an announcement that people will read, and where it stands. */
export interface Part {
  place: ScreeningPlace;
  text: string;
  /** Where a sign of the text stands, where that is said more exactly. */
  placeAt?: (from: number) => ScreeningPlace;
}

/** What an office adds to the rules. */
export interface OfficeRules {
  /** The announcement's category, e.g. 公示. */
  category: string;
  /** Telephone numbers, addresses and names that the office publishes itself, as they stand in plain text. */
  published: readonly string[];
  dictionary: readonly DictionaryEntry[];
}

const rules: readonly Rule[] = [...personalRules, ...peopleRules, ...secrecyRules, ...wordingRules];
/** Another one for other rules of the hub. An upgrade may change it without need, never the other way about. */
export const rulesMark: string = sha256(
  canonicalJson(rules.map((rule) => [rule.id, rule.level, rule.find.toString()])),
).slice('sha256:'.length, 'sha256:'.length + 16);
/** Signs shown before and after a finding. */
const AROUND = 18;
const order = { block: 0, review: 1, warn: 2, info: 3 } as const;

/**
 * Everything that a person has to look at before this is published, worst first and then in the order of the parts.
 * Pure; cost grows with the length of the texts.
 */
export function screen(parts: readonly Part[], office: OfficeRules): Finding[] {
  const all = [...rules, dictionaryRule(office.dictionary)];
  const published = new Set(office.published.map(bare));
  const found = parts.flatMap((part) => {
    const plain = plainOf(part.text);
    return all.flatMap((rule) => findingsOf(part, plain, rule, office, published));
  });
  return byLevel(found);
}

/** Worst first; equals stay in their order. */
export const byLevel = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => order[a.level] - order[b.level]);

function findingsOf(
  part: Part,
  plain: Plain,
  rule: Rule,
  { category }: OfficeRules,
  published: ReadonlySet<string>,
): Finding[] {
  const context = { category, isTitle: part.place.part === 'title' };
  return rule.find(plain.text, context).flatMap((hit) => {
    const [from, to] = spanOf(plain, hit.from, hit.length);
    const text = part.text.slice(from, to);
    if (rule.level !== 'block' && published.has(bare(text))) return [];
    const { level, label, source } = { ...rule, ...hit.rule };
    const place = part.placeAt?.(from) ?? part.place;
    return [
      {
        id: findingId(rule.id, place, from, text),
        rule: rule.id,
        level,
        label,
        source,
        place,
        from,
        to,
        text,
        before: part.text.slice(Math.max(0, from - AROUND), from),
        after: part.text.slice(to, to + AROUND),
        ...(hit.instead === undefined ? {} : { instead: hit.instead }),
      },
    ];
  });
}

/** A number without what people put between its digits, a name as it is. */
const bare = (text: string): string => text.normalize('NFKC').replaceAll(/[\s\-–—·]/g, '');

/** The same for the same words at the same place, so that an answer belongs to what was seen. */
export function findingId(rule: string, place: ScreeningPlace, from: number, text: string): string {
  return sha256(canonicalJson({ rule, place, from, text })).slice('sha256:'.length, 'sha256:'.length + 16);
}
