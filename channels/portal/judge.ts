import type { LocalizedText } from '../../src/contract/values.js';
import { compare, type Approved, type Comparison, type Difference } from './compare.js';
import { normalise } from './normalise.js';
import type { Page } from './page.js';

/**
 * At most this part of the text may differ. An editor's usual touches (punctuation, spaces, a corrected character, a
 * line of source added) change less than 2 %; the closest two of the office's own sample notices share 24 %.
 * Whatever the part: a changed number or negation is refused. `compare.test.ts` measures both sides.
 */
export const MAX_CHANGED = 0.05;
/** A page that has less of the text than two unrelated notices share does not carry it. */
export const CARRIES = 0.3;

export type Judgement =
  | { is: 'ours'; comparison: Comparison }
  | {
      is: 'other';
      kind: 'login' | 'error' | 'article' | 'title' | 'text';
      words: LocalizedText;
      comparison: Comparison;
    };

/** Whether a page is the approved article; if not, what it is instead, in words. */
export function judge(document: Approved, page: Page): Judgement {
  const comparison = compare(document, page);
  const { title, changed, material } = comparison;
  if (title && changed <= MAX_CHANGED && !material) return { is: 'ours', comparison };
  const other = (kind: (Judgement & { is: 'other' })['kind'], zh: string, en: string): Judgement => ({
    is: 'other',
    kind,
    words: { zh, en },
    comparison,
  });
  const quoted = `“${short(page.title)}”`;
  const part = `${String(Math.round(comparison.coverage * 100))}%`;
  if (comparison.coverage < 0.5) {
    if (page.asksForPassword || isLogin(page))
      return other('login', `打开的是登录页面 ${quoted}，公众看不到文章`, `It is a login page ${quoted}`);
    if (isError(page)) return other('error', `打开的是出错页面 ${quoted}`, `It is an error page ${quoted}`);
    if (!title)
      return other(
        'article',
        `打开的是另一篇内容 ${quoted}，正文只有 ${part} 相同`,
        `It is something else, ${quoted}; ${part} of the text is the same`,
      );
  }
  if (!title)
    return other(
      'title',
      `正文有 ${part} 相同，但页面标题是 ${quoted}，与审定的标题不同`,
      `${part} of the text is the same, but its title is ${quoted}`,
    );
  const what = differenceWords(comparison);
  return other(
    'text',
    `标题相符，但正文与审定稿不同（${part} 相同）：${what.zh}`,
    `The title is right, but the text differs (${part} the same): ${what.en}`,
  );
}

function differenceWords({ differences, material }: Comparison): LocalizedText {
  const shown = differences.slice(0, 3);
  const join = (say: (one: Difference) => string): string => shown.map(say).join('；');
  const zh = join(({ approved, there }) =>
    there === undefined ? `缺少“${short(approved)}”` : sides(approved, there, (a, b) => `“${a}”变成了“${b}”`),
  );
  const en = join(({ approved, there }) =>
    there === undefined
      ? `missing “${short(approved)}”`
      : sides(approved, there, (a, b) => `“${a}” became “${b}”`),
  );
  return material ? { zh: `${zh}（涉及数字或否定词）`, en: `${en} (a number or a negation)` } : { zh, en };
}

/** The surroundings of the first difference, so that a person finds it. */
function sides(approved: string, there: string, say: (approved: string, there: string) => string): string {
  let at = 0;
  while (at < approved.length && approved[at] === there[at]) at += 1;
  const from = Math.max(0, at - 8);
  return say(short(approved.slice(from), 24), short(there.slice(from), 24));
}

/** The title is cut by code points. */
const short = (text: string, length = 40): string => {
  const all = [...text];
  return all.length <= length ? text : `${all.slice(0, length).join('')}…`;
};

const isLogin = ({ title, lines }: Page): boolean =>
  /登录|登陆|统一身份认证|log ?in|sign ?in/i.test(title) && isShort(lines);

const isError = ({ title, lines }: Page): boolean =>
  isShort(lines) &&
  /\b(40[0-9]|50[0-9])\b|不存在|找不到|未找到|无法访问|无法显示|出错|错误|异常|繁忙|维护|拦截|验证|not found|error|forbidden|unavailable/i.test(
    `${title}\n${lines.join('\n')}`,
  );

/** Words that say that an article was taken down, as portals put them on a page that still answers 200. */
export const saysTakenDown = ({ title, lines }: Page): boolean =>
  isShort(lines) &&
  /\b(404|410)\b|不存在|已删除|被删除|已撤|撤下|撤回|下线|找不到|未找到|not found|gone/i.test(
    `${title}\n${lines.join('\n')}`,
  );

/** Enough text to be something of its own, and not the shell of a page that a script fills. */
export const hasContent = ({ lines }: Page): boolean => normalise(lines.join('')).length >= 100;

const isShort = (lines: string[]): boolean => normalise(lines.join('')).length < 600;
