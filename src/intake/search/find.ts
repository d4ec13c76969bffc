import { sql, type RawBuilder } from 'kysely';
import type { AnnouncementFilter } from '../../contract/api.js';
import type { Db } from '../../store/database.js';
import { officeWord } from './keep.js';
import { termsOf, type Term } from './words.js';

/** The row of `announcement` is called `a`. */
export type Condition = RawBuilder<unknown>;

/** A condition that holds for the office's announcements with all of the terms. */
export function holding(officeId: string, terms: readonly Term[]): Condition {
  const query = [`'${officeWord(officeId)}'`, ...new Set(terms.flatMap(({ words }) => words))].join(' & ');
  // A pair of signs may stand elsewhere than its neighbour: only the text itself tells whether all stand together.
  const together = terms
    .filter(({ proven }) => !proven)
    .map(({ text }) => sql`and position(${text} in w.text) > 0`);
  return sql`a.id in (select w.announcement_id from announcement_words w
    where w.office_id = ${officeId} and w.words @@ ${query}::tsquery ${sql.join(together, sql` `)})`;
}

/** What is looked for: the conditions of a filter but for its words, and the words. */
export function conditionsOf(
  officeId: string,
  filter: AnnouncementFilter,
): { where: Condition; terms: Term[] } {
  const terms = termsOf(filter.q ?? '');
  const conditions = [sql`a.office_id = ${officeId}`];
  if (filter.category !== undefined) conditions.push(sql`a.category = ${filter.category}`);
  if (filter.drafter !== undefined) conditions.push(sql`a.drafter_id = ${filter.drafter}`);
  if (filter.department !== undefined)
    conditions.push(
      sql`a.drafter_id in (select id from member where office_id = ${officeId} and department_id = ${filter.department})`,
    );
  if (terms.length > 0) conditions.push(holding(officeId, terms));
  return { where: sql.join(conditions, sql` and `), terms };
}

/** A period of a column: from an instant on, up to before another. */
export function within(column: Condition, { from, to }: Pick<AnnouncementFilter, 'from' | 'to'>): Condition {
  const parts = [
    ...(from === undefined ? [] : [sql`and ${column} >= ${from}::timestamptz`]),
    ...(to === undefined ? [] : [sql`and ${column} < ${to}::timestamptz`]),
  ];
  return sql.join(parts, sql` `);
}

/** Whether something still waits to be made findable, as it does for some minutes after the hub was brought up to date. */
export async function isIndexing(db: Db): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`select exists (select from words_due) as due`.execute(db);
  return rows[0]?.due === true;
}
