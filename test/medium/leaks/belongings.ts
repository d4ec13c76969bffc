import { sql } from 'kysely';
import { AlertDetail, AlertKind, announcementCategories } from '../../../src/contract/api.js';
import type { Db } from '../../../src/store/database.js';

/** One row of any table, as JSON. */
interface Row {
  table: string;
  values: Record<string, unknown>;
}

/** Everything in the database that belongs to one of two offices, whatever its table. */
export interface Belongings {
  rows: Row[];
  /** Its strings that stand nowhere else: titles, ids, hashes, names, addresses. */
  secrets: string[];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
/** Shorter strings are words that anybody uses. */
const shortest = 6;
/** Which the hub itself brings for everybody, as names of templates and of what is counted. */
const everybodys: ReadonlySet<string> = new Set([
  ...announcementCategories,
  ...AlertKind.options,
  ...AlertDetail.options,
  ...['channel', 'category', 'department'],
]);

/**
 * Divides the whole database between two offices. A row belongs to an office when it leads to it: by its own columns, or
 * by the id of another row that does. New tables join by themselves.
 * @throws Error for a row that leads to both: such a row would tell one office of the other
 */
export async function divide(db: Db, ours: string, theirs: string): Promise<[Belongings, Belongings]> {
  const rows = await everything(db);
  const [mine, others] = [reach(rows, ours), reach(rows, theirs)];
  const both = [...mine].find((row) => others.has(row));
  if (both) throw new Error(`a row leads to both offices: ${JSON.stringify(both)}`);
  const elsewhere = (own: Set<Row>) =>
    rows.filter((row) => !own.has(row)).flatMap(({ values }) => [...strings(values)]);
  return [mine, others].map((own): Belongings => {
    const known = elsewhere(own).join('\n');
    const all = new Set([...own].flatMap(({ values }) => [...strings(values)]));
    const secrets = [...all].filter(
      (text) => text.length >= shortest && !instant.test(text) && !everybodys.has(text),
    );
    return { rows: [...own], secrets: secrets.filter((text) => !known.includes(text)) };
  }) as [Belongings, Belongings];
}

async function everything(db: Db): Promise<Row[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db);
  const found = await Promise.all(
    tables.map(async ({ name: table }) => {
      const { rows } = await sql<{ values: Row['values'] }>`
        select to_jsonb(t) as values from ${sql.table(table)} t`.execute(db);
      return rows.map(({ values }) => ({ table, values }));
    }),
  );
  return found.flat();
}

/** The rows that lead to an id, step by step through the ids in their columns. */
function reach(rows: readonly Row[], start: string): Set<Row> {
  const known = new Set([start]);
  const own = new Set<Row>();
  for (let grew = true; grew;) {
    grew = false;
    for (const row of rows) {
      if (own.has(row)) continue;
      const ids = idsIn(row);
      if (!ids.some((id) => known.has(id))) continue;
      own.add(row);
      for (const id of ids) known.add(id);
      grew = true;
    }
  }
  return own;
}

const idsIn = ({ values }: Row): string[] =>
  Object.values(values)
    .flat()
    .filter((value) => typeof value === 'string')
    .flatMap((value) => value.replace(/^[a-z]+:/, ''))
    .filter((value) => uuid.test(value));

function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* strings(inner);
}

/** Which of the strings stand in a text, but for those that the asker had put into the question. */
export function told(secrets: readonly string[], answer: string, question = ''): string[] {
  const text = `${answer}\n${[...decoded(answer)].join('\n')}`;
  return secrets.filter((secret) => text.includes(secret) && !question.includes(secret));
}

/** A JSON answer escapes what its strings hold. */
function* decoded(answer: string): Generator<string> {
  if (!/^[[{"]/.test(answer)) return;
  try {
    yield* strings(JSON.parse(answer));
  } catch {
    // No JSON after all: its raw text is looked at anyway.
  }
}
