import type { WatchedWordView } from '../../../src/contract/api/dictionary.js';
import type { Language } from '../i18n/index.js';

type Words = Record<WatchedWordView['kind'] | WatchedWordView['level'], string> & { head: readonly string[] };

/** As an import takes them, whatever the language. */
const inLanguage: Record<Language, Words> = {
  'zh-CN': {
    head: ['词语', '类别', '程度', '应为', '说明'],
    ...{ sensitive: '敏感', mistaken: '错误', block: '必须处理', review: '要核对', warn: '提醒' },
  },
  en: {
    head: ['word', 'kind', 'level', 'instead', 'why'],
    ...{ sensitive: 'sensitive', mistaken: 'mistaken', block: 'block', review: 'review', warn: 'warn' },
  },
};

/** The words as CSV that spreadsheets open (with the mark of UTF-8) and that an import takes back. */
export function wordsAsCsv(words: readonly WatchedWordView[], language: Language): string {
  const names = inLanguage[language];
  const rows = words.map(({ word, kind, level, instead = '', why }) => [
    ...[word, names[kind], names[level], instead, why].map(guarded),
  ]);
  return `\ufeff${[names.head, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}

/** A spreadsheet would run what begins like a formula. */
const guarded = (cell: string): string => (/^[=+\-@]/.test(cell) ? `'${cell}` : cell);

const quoted = (cell: string): string => (/[",\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
