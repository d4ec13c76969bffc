import { CsvError, parse } from 'csv-parse/sync';
import { ImportProblem, WatchedWord, type WordKind, type WordLevel } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';

const kinds: Readonly<Record<string, WordKind>> = {
  sensitive: 'sensitive',
  mistaken: 'mistaken',
  敏感: 'sensitive',
  敏感词: 'sensitive',
  错误: 'mistaken',
  错误表述: 'mistaken',
};
const levels: Readonly<Record<string, WordLevel>> = {
  block: 'block',
  review: 'review',
  warn: 'warn',
  必须处理: 'block',
  要核对: 'review',
  提醒: 'warn',
};

/** More are no help to somebody who mends them one by one. */
const MOST_PROBLEMS = 50;

/**
 * The words of an import, in their order. @throws HubError `invalid_request`, with `facts.lines` (`ImportProblem`) for
 * the lines that are wrong, counted as the file counts them
 */
export function readWords(csv: string): WatchedWord[] {
  const problems: ImportProblem[] = [];
  const found = new Map<string, WatchedWord>();
  rowsOf(csv).forEach(({ line, cells }, index) => {
    if (index === 0 && isHead(cells)) return;
    const read = readRow(cells);
    if ('wrong' in read) problems.push({ line, what: read.wrong });
    else if (found.has(read.word)) problems.push({ line, what: 'twice' });
    else found.set(read.word, read);
  });
  if (problems.length > 0)
    throw new HubError('invalid_request', 'some lines cannot be read', {
      facts: { lines: problems.slice(0, MOST_PROBLEMS) },
    });
  return [...found.values()];
}

function rowsOf(csv: string): { line: number; cells: string[] }[] {
  try {
    const rows = parse(csv, {
      bom: true,
      // What is copied from a sheet has tabs.
      delimiter: [',', '\t'],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ line: info.lines, cells: record.map(withoutGuard) }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new HubError('invalid_request', error.message, {
      errors: [{ path: 'csv', message: error.message }],
    });
  }
}

/** What an export puts before a sign that spreadsheets would take for a formula. */
const withoutGuard = (cell: string): string => cell.replace(/^'(?=[=+\-@])/, '');

const isHead = ([word, kind]: readonly string[]): boolean =>
  /^(?:word|词语|词)$/i.test(word ?? '') && kinds[(kind ?? '').toLowerCase()] === undefined;

function readRow([word = '', kind = '', level = '', instead = '', why = '']: readonly string[]):
  | WatchedWord
  | { wrong: ImportProblem['what'] } {
  const parsed = WatchedWord.safeParse({
    word,
    kind: kinds[kind.toLowerCase()] ?? kind,
    level: levels[level.toLowerCase()] ?? level,
    ...(instead === '' ? {} : { instead }),
    why,
  });
  if (parsed.success) return parsed.data;
  const cell = ImportProblem.shape.what.safeParse(parsed.error.issues[0]?.path[0]);
  return { wrong: cell.data ?? 'word' };
}
