import { z } from 'zod';

const long = (max: number) => z.string().max(max).optional();

/** What a draft says for the press alone. */
export const PressExtras = z.object({
  short: long(20_000).meta({
    label: { zh: '报纸短稿', en: 'Short text for newspapers' },
    hint: {
      zh: '正文超过报纸的字数上限时用；不填则用正文',
      en: 'Used where the body is too long for a newspaper',
    },
    long: true,
  }),
  lead: long(500).meta({
    label: { zh: '电视导语', en: 'Lead for television' },
    hint: { zh: '不填则取正文第一段', en: 'The first paragraph, when left out' },
    long: true,
  }),
  qa: long(20_000).meta({
    label: { zh: '答记者问', en: 'Questions and answers' },
    hint: {
      zh: '“问：”起一行，“答：”起一行，一问一答',
      en: 'A line that begins with 问：, then one with 答：',
    },
    long: true,
  }),
  captions: long(5_000).meta({
    label: { zh: '图片说明', en: 'Captions' },
    hint: { zh: '一行一张，按正文中的顺序；不填则用图片的文字说明', en: 'One a line, in the body’s order' },
    long: true,
  }),
  contact: long(200).meta({
    label: { zh: '新闻联系人', en: 'Press contact' },
    hint: { zh: '姓名、电话，供媒体核实', en: 'Name and telephone, for questions' },
  }),
});
export type PressExtras = z.infer<typeof PressExtras>;

export interface Answered {
  question: string;
  answer: string;
}

/** The pairs of a sheet in which lines begin with 问： and 答：; `wrong` is the first line that fits nowhere. */
export function parseAnswers(sheet: string): { pairs: Answered[]; wrong?: string | undefined } {
  const pairs: { question: string[]; answer: string[] }[] = [];
  let side: 'question' | 'answer' | undefined;
  for (const line of linesOf(sheet)) {
    const [, mark, rest = ''] = /^(问|答)\s*\d*\s*[：:]\s*(.*)$/u.exec(line) ?? [];
    if (mark === '问') {
      if (side === 'question') return { pairs: joined(pairs), wrong: line };
      pairs.push({ question: [rest], answer: [] });
      side = 'question';
    } else if (mark === '答') {
      if (side !== 'question') return { pairs: joined(pairs), wrong: line };
      pairs.at(-1)?.answer.push(rest);
      side = 'answer';
    } else if (side === undefined) return { pairs: [], wrong: line };
    else pairs.at(-1)?.[side].push(line);
  }
  const open = pairs.find(({ question, answer }) => question.join('') === '' || answer.join('') === '');
  return open ? { pairs: joined(pairs), wrong: `问：${open.question.join('')}` } : { pairs: joined(pairs) };
}

const joined = (pairs: { question: string[]; answer: string[] }[]): Answered[] =>
  pairs.map(({ question, answer }) => ({
    question: question.filter(Boolean).join('\n'),
    answer: answer.filter(Boolean).join('\n'),
  }));

/** Lines with something on them, trimmed. */
export const linesOf = (text: string): string[] =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
