import { sql } from 'kysely';
import { HubError } from '../../contract/errors.js';
import { dayText } from '../../contract/kit/office-time.js';
import { indexNumber, isYearly } from '../../contract/kit/index-number.js';
import type { ProblemView } from '../../contract/api.js';
import type { Db, Tx } from '../../store/database.js';

/** Of which year a serial is counted, for numbers that are given at an instant; 0: they never begin anew. */
export const countedYear = (pattern: string, now: Date): number => (isYearly(pattern) ? yearOf(now) : 0);

const yearOf = (now: Date): number => Number(dayText(now).slice(0, 4));

/** The serial that comes next. */
export async function nextSerial(db: Db | Tx, officeId: string, year: number): Promise<number> {
  const row = await db
    .selectFrom('index_counter')
    .select('next')
    .where('office_id', '=', officeId)
    .where('year', '=', year)
    .executeTakeFirst();
  return row?.next ?? 1;
}

/** Says which serial comes next. The rule has to be locked in this transaction. */
export async function setNextSerial(tx: Tx, officeId: string, year: number, next: number): Promise<void> {
  await tx
    .insertInto('index_counter')
    .values({ office_id: officeId, year, next })
    .onConflict((conflict) => conflict.columns(['office_id', 'year']).doUpdateSet({ next }))
    .execute();
}

/**
 * The number of an announcement: the one that it was given before, or the next one of the office's pattern, which is
 * taken from then on whatever becomes of the draft. Undefined where the office has no pattern.
 */
export async function assignIndexNo(
  tx: Tx,
  { officeId, announcementId }: { officeId: string; announcementId: string },
  now: Date,
): Promise<string | undefined> {
  // Whoever comes at the same time waits here, so that no two take one serial.
  const rule = await tx
    .selectFrom('metadata_rule')
    .select('index_pattern')
    .where('office_id', '=', officeId)
    .forUpdate()
    .executeTakeFirst();
  const given = (await publishedNumber(tx, announcementId)) ?? (await heldBy(tx, announcementId));
  const pattern = rule?.index_pattern ?? undefined;
  if (given !== undefined || pattern === undefined) return given;
  const year = countedYear(pattern, now);
  for (let serial = await nextSerial(tx, officeId, year); ; serial += 1) {
    const number = indexNumber(pattern, yearOf(now), serial);
    if (!(await reserve(tx, officeId, number, announcementId))) continue;
    await setNextSerial(tx, officeId, year, serial + 1);
    return number;
  }
}

/**
 * Takes a number for an announcement. @throws HubError `not_submittable` when another one has or had it, or when this one
 * was published under another
 */
export async function takeIndexNo(
  tx: Tx,
  { officeId, announcementId }: { officeId: string; announcementId: string },
  number: string | undefined,
): Promise<void> {
  const fixed = await publishedNumber(tx, announcementId);
  if (fixed !== undefined && fixed !== number)
    throw refused('index_no_fixed', `索引号发布后不能更改，原为 ${fixed}`, `It was published under ${fixed}`);
  if (number === undefined || (await reserve(tx, officeId, number, announcementId))) return;
  const held = await tx
    .selectFrom('index_number')
    .select('announcement_id')
    .where('office_id', '=', officeId)
    .where('index_no', '=', number)
    .executeTakeFirst();
  if (held?.announcement_id !== announcementId)
    throw refused(
      'index_no_taken',
      `索引号 ${number} 已被另一条信息使用，用过的索引号不再使用；清空则自动编号`,
      `The index number ${number} was given before, and none is given twice; leave it empty to get the next one`,
    );
}

async function reserve(tx: Tx, officeId: string, number: string, announcementId: string): Promise<boolean> {
  const made = await tx
    .insertInto('index_number')
    .values({ office_id: officeId, index_no: number, announcement_id: announcementId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n;
}

async function heldBy(tx: Tx, announcementId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('index_number')
    .select('index_no')
    .where('announcement_id', '=', announcementId)
    .orderBy('taken_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.index_no;
}

/** Under which number it went out, unless that one is another's. */
async function publishedNumber(tx: Tx, announcementId: string): Promise<string | undefined> {
  const { rows } = await sql<{ number: string }>`
    select n.index_no as number from release r join version v on v.id = r.version_id
      join index_number n on n.office_id = v.office_id and n.index_no = v.content ->> 'indexNo'
    where r.announcement_id = ${announcementId} and n.announcement_id = ${announcementId}
    order by r.released_at desc limit 1`.execute(tx);
  return rows[0]?.number;
}

function refused(code: string, zh: string, en: string): HubError {
  const problem: ProblemView = { severity: 'error', code, field: 'indexNo', message: { zh, en } };
  return new HubError('not_submittable', en, {
    errors: [{ path: 'indexNo', message: en }],
    facts: { problems: [{ ...problem }] },
  });
}
