import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { nthWorkday } from '../../src/contract/kit/workdays.js';
import { workCalendar } from '../../src/workdays/index.js';
import { WorkdaysController } from '../../src/workdays/workdays.controller.js';
import { anOffice } from '../factories/office.js';
import { ReleaseDesk } from './support/release-desk.js';

jest.setTimeout(30_000);

let desk: ReleaseDesk;
beforeAll(async () => {
  desk = await ReleaseDesk.open();
});
afterAll(() => (desk as ReleaseDesk | undefined)?.close());

const workdays = () => desk.hub.app.get(WorkdaysController, { strict: false });
const yearOf = async (year: number, caller = desk.office.callers.clerk) =>
  (await workdays().list(caller, { from: year, to: year })).items[0];

it('tells every year from the start: official, provisional, and those that it knows nothing of', async () => {
  const { items } = await workdays().list(desk.office.callers.clerk, { from: 2025, to: 2034 });
  expect(items.map(({ year, status, revision }) => [year, status, revision]).slice(0, 3)).toEqual([
    [2025, 'official', 0],
    [2026, 'official', 0],
    [2027, 'provisional', 0],
  ]);
  expect(items.at(-1)).toEqual({ year: 2034, status: 'none', days: [], note: '', revision: 0 });
  expect(items[1]?.days).toContainEqual({ day: '2026-10-10', kind: 'work', name: '国庆节' });
});

it('a year that an administrator enters is what the office’s clocks count with, and the ledger says who changed which days', async () => {
  const { callers, id: officeId } = desk.office;
  const { db } = desk.hub;
  const before = nthWorkday(await workCalendar(db, officeId), '2026-12-10', 20);
  expect(before).toEqual({ day: '2027-01-08', uncertain: true, years: [2027] });
  const shown = await yearOf(2027);
  const wish = {
    year: 2027,
    status: 'official' as const,
    note: '国务院办公厅2027年放假通知',
    days: [
      ...(shown?.days ?? []).filter(({ day }) => day !== '2027-02-05'),
      { day: '2027-01-02', kind: 'work' as const },
    ],
    revision: 0,
  };
  const saved = await workdays().save(callers.administrator, wish);
  expect(saved).toMatchObject({ status: 'official', revision: 1, note: wish.note });
  expect(saved.changed?.by).toEqual({ id: callers.administrator.memberId, name: '测试administrator' });
  // The second of January is worked now: the clock ends a day earlier, and for certain.
  expect(nthWorkday(await workCalendar(db, officeId), '2026-12-10', 20)).toEqual({
    day: '2027-01-07',
    uncertain: false,
    years: [],
  });
  const entry = await db
    .selectFrom('ledger_entry')
    .select(['actor', 'data'])
    .where('kind', '=', 'workdays.changed')
    .where('office_id', '=', officeId)
    .executeTakeFirstOrThrow();
  expect(entry).toEqual({
    actor: `member:${callers.administrator.memberId}`,
    data: {
      year: 2027,
      status: { from: 'provisional', to: 'official' },
      note: wish.note,
      days: { '2027-01-02': 'work', '2027-02-05': 'weekday' },
    },
  });
});

it('who saves over another’s change is told, also when both save at once', async () => {
  const { administrator } = desk.office.callers;
  const wish = { year: 2031, status: 'provisional' as const, days: [], note: '', revision: 0 };
  const both = await Promise.allSettled([
    workdays().save(administrator, wish),
    workdays().save(administrator, { ...wish, note: '另一人' }),
  ]);
  const refused = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  expect(refused).toEqual([expect.objectContaining({ code: 'stale_revision' })]);
  expect(await yearOf(2031)).toMatchObject({ revision: 1 });
});

it('a day of another year is refused, and another office keeps its own years', async () => {
  const { administrator } = desk.office.callers;
  const days = [{ day: '2029-12-31', kind: 'off' as const }];
  await expect(
    workdays().save(administrator, { year: 2030, status: 'none', days, note: '', revision: 0 }),
  ).rejects.toMatchObject({ code: 'invalid_request' });
  await workdays().save(administrator, { year: 2032, status: 'official', days: [], note: '甲', revision: 0 });
  const other = await anOffice(desk.hub);
  expect(await yearOf(2032, other.callers.clerk)).toMatchObject({ status: 'none', note: '', revision: 0 });
});
