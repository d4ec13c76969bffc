import { CsvError, parse } from 'csv-parse/sync';
import { dictionaryLimits, WatchedWord, type WordKind, type WordLevel } from '../../contract/api.js';
import { HubError, type ProblemDetails } from '../../contract/errors.js';

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

type Problems = NonNullable<ProblemDetails['errors']>;

/**
 * The words of an import, in their order. @throws HubError `invalid_request` with an error for every line that is
 * wrong, `lines.3` and on, counted as the file counts them
 */
export function readWords(csv: string): WatchedWord[] {
  const problems: Problems = [];
  const found = new Map<string, WatchedWord>();
  rowsOf(csv).forEach(({ line, cells }, index) => {
    if (index === 0 && isHead(cells)) return;
    const read = readRow(cells);
    if ('problem' in read) problems.push({ path: `lines.${String(line)}`, message: read.problem });
    else if (found.has(read.word))
      problems.push({ path: `lines.${String(line)}`, message: 'the word stands there twice' });
    else found.set(read.word, read);
  });
  if (found.size > dictionaryLimits.words) problems.push({ path: 'csv', message: 'too many words' });
  if (problems.length > 0)
    throw new HubError('invalid_request', 'some lines cannot be read', { errors: problems.slice(0, 50) });
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
  | { problem: string } {
  const parsed = WatchedWord.safeParse({
    word,
    kind: kinds[kind.toLowerCase()] ?? kind,
    level: levels[level.toLowerCase()] ?? level,
    ...(instead === '' ? {} : { instead }),
    why,
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return { problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
}
