import type { ProblemView } from '../../contract/api.js';
import { plainText } from '../html/text.js';

const bare = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/g, '');

/** The parts of a kind that a body does not speak of. One of the words that a `/` divides is enough. Pure. */
export function missingParts(body: string, required: readonly string[]): string[] {
  const text = bare(plainText(body));
  return required.filter(
    (part) =>
      !bare(part)
        .split('/')
        .some((word) => word !== '' && text.includes(word)),
  );
}

/** What a text of its kind usually has and this one lacks, as one warning. */
export function requiredProblems(
  { body, category }: { body: string; category: string },
  required: readonly string[],
): ProblemView[] {
  const missing = missingParts(body, required);
  if (missing.length === 0) return [];
  const list = missing.map((part) => `“${part}”`).join('、');
  return [
    {
      severity: 'warning',
      code: 'parts_missing',
      field: 'body',
      message: {
        zh: `“${category}”一般应写明${list}，正文中没有找到`,
        en: `A text of the kind ${category} usually says ${missing.join(', ')}, and this one does not`,
      },
    },
  ];
}
