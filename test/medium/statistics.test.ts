import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import readExcelFile from 'read-excel-file/node';
import { extractText, getDocumentProxy } from 'unpdf';
import type {
  AnnouncementDetail,
  LedgerPage,
  PersonalReadPage,
  ReleaseView,
  Statistics,
} from '../../src/contract/api.js';
import { dayText } from '../../src/contract/kit/office-time.js';
import { dayAfter } from '../../src/contract/kit/workdays.js';
import { StatisticsCounter } from '../../src/record/statistics/counter.js';
import { until } from '../support/until.js';
import { ask, DeskHub } from './support/desk-hub.js';
import { anAuditor, cleanedOriginal, objectTo, upload } from './support/personal-data.js';
import type { Visitor } from './support/web-hub.js';

let desk: DeskHub;
let clerk: Visitor;
let leader: Visitor;
let auditor: Visitor;
let target: string;
beforeAll(async () => {
  desk = await DeskHub.start();
  clerk = await desk.hub.signedIn('clerk');
  leader = await desk.hub.signedIn('leader');
  auditor = await anAuditor(desk.hub, leader);
  const settings = { where: '政务大厅', key: 'a-long-enough-key', drill: true };
  ({ id: target } = await desk.target(await desk.hub.signedIn('administrator'), 'carry', settings));
}, 60_000);
afterAll(() => desk.stop());

const today = (): string => dayText(new Date());
const figures = (from = today(), to = from, who = leader): Promise<Statistics> =>
  ask<Statistics>(who, 'GET', `/api/v1/statistics?${new URLSearchParams({ from, to })}`);
const counter = (): StatisticsCounter => desk.hub.app.get(StatisticsCounter, { strict: false });
/** The figures once everything that happened is counted; the scheduler may be at it beside us. */
const counted = (as: (told: Statistics) => boolean, from?: string, to?: string): Promise<Statistics> =>
  until(async () => {
    await counter().catchUp();
    return figures(from, to);
  }, as);

async function download(who: Visitor, path: string): Promise<{ response: Response; bytes: Buffer }> {
  const response = await fetch(new URL(path, who.url), { headers: { cookie: who.cookie ?? '' } });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** Released and, by a person's word, live. */
async function live(title: string, body = '<p>正文</p>'): Promise<string> {
  const { announcementId, deliveries } = await desk.release([target], { title, body });
  await answer(deliveries[target] ?? '');
  return announcementId;
}

async function answer(
  id: string,
  answers: Record<string, string> = { url: 'https://portal.example.cn/1.html' },
  then = 'live',
): Promise<void> {
  const { task } = await desk.story(clerk, id, (told) => told.task !== undefined);
  await ask(clerk, 'POST', `/api/v1/tasks/${task?.id ?? ''}/answers`, { answers });
  await desk.story(clerk, id, ({ state }) => state === then);
}

describe('statistics', () => {
  test('of days on which nothing went out are empty, with a step for each day', async () => {
    const told = await figures('2020-02-01', '2020-02-29');
    expect(told.total).toMatchObject({ items: 0, deliveries: 0 });
    expect([told.unit, told.steps.length, told.channels, told.recalls.approved]).toEqual(['day', 29, [], 0]);
  });

  test('count what went out, what waits, what was corrected and what was taken back', async () => {
    const corrected = await live('关于停水的通告');
    await live('关于供热的通告', '<p>正文</p><p>2026年3月2日</p>');
    await desk.release([target], { title: '等人办理的通告' });
    const path = `/api/v1/announcements/${corrected}`;
    const note = { note: '电话写错' };
    const { draft } = await ask<AnnouncementDetail>(clerk, 'POST', `${path}/correction`, note);
    const put = { ...draft, body: '<p>改正。</p>' };
    const saved = await ask<AnnouncementDetail>(clerk, 'PUT', `${path}/draft`, put);
    await desk.approveAndRelease(corrected, saved.draft.revision, [target]);
    // What a person carried over is first taken down by one.
    const waiting = async (operation: string): Promise<string> => {
      const { rows } = await sql<{ id: string }>`select id from delivery where announcement_id = ${corrected}
        and operation = ${operation} and state not in ('live', 'gone')`.execute(desk.hub.db);
      return rows[0]?.id ?? '';
    };
    await answer(await waiting('recall'), { asked: 'yes' }, 'done');
    await answer(await waiting('publish'));
    const wish = { reason: 'error', note: '电话有误', emergency: true };
    await ask(leader, 'POST', `${path}/recall`, wish);
    const told = await counted(({ total }) => total.corrections === 1 && total.waiting === 1);
    expect(told.total).toEqual({
      ...{ items: 2, corrections: 1, deliveries: 4, live: 3, waiting: 1, failed: 0, failures: 0 },
    });
    expect(told.steps).toEqual([{ at: today(), items: 2, corrections: 1, live: 3 }]);
    expect(told.channels).toMatchObject([{ id: 'carry', items: 2, deliveries: 4, live: 3 }]);
    expect(told.channels[0]?.speed?.p90).toBeGreaterThanOrEqual(told.channels[0]?.speed?.median ?? Infinity);
    expect(told.categories).toMatchObject([{ name: '通知公告', items: 2, corrections: 1 }]);
    expect(told.departments).toMatchObject([{ items: 2, deliveries: 4 }]);
    // Drafted and published on one day: no working day passed. One says that it was made long before.
    expect(told.timeliness).toMatchObject({
      clocks: [{ days: 20, items: 3, onTime: 2 }],
      ...{ items: 3, onTime: 2, median: 0 },
    });
    expect(told.recalls).toEqual({
      ...{ approved: 1, refused: 0, emergency: 1, reasons: [{ reason: 'error', recalls: 1 }] },
    });
    expect(told.behind).toBe(false);
  });

  test('are the same when everything is counted anew, as after a move to another machine', async () => {
    const { countedAt: _, ...before } = await counted(() => true);
    for (const part of ['day', 'speed', 'clock', 'cursor'])
      await sql`delete from ${sql.table(`statistics_${part}`)}`.execute(desk.hub.db);
    while ((await counter().round(7)) > 0);
    const { countedAt, ...after } = await counted(({ behind }) => !behind);
    expect(after).toEqual(before);
    expect(Math.abs(Date.parse(countedAt ?? '') - Date.now())).toBeLessThan(60_000);
  });

  test('a release that was moved counts on its new day, and not on the old one', async () => {
    const [first, second] = [dayAfter(today(), 40), dayAfter(today(), 41)];
    const { announcementId } = await desk.release([target], {
      title: '改期的通告',
      publishAt: `${first}T09:00:00+08:00`,
    });
    expect((await counted(({ total }) => total.deliveries === 1, first)).total.waiting).toBe(1);
    const { releases } = await ask<{ releases: ReleaseView[] }>(
      clerk,
      'GET',
      `/api/v1/announcements/${announcementId}/record`,
    );
    await ask(clerk, 'POST', `/api/v1/releases/${releases[0]?.id ?? ''}/move`, {
      publishAt: `${second}T09:00:00+08:00`,
    });
    await counted(({ total }) => total.deliveries === 0, first);
    expect((await figures(second)).total.deliveries).toBe(1);
  });

  test('go into a workbook', async () => {
    const { response, bytes } = await download(
      leader,
      `/api/v1/statistics.xlsx?from=${today()}&to=${today()}`,
    );
    expect(response.headers.get('content-disposition')).toContain(
      `tongbo-statistics-${today()}-${today()}.xlsx`,
    );
    const sheets = await readExcelFile(bytes);
    expect(sheets.map(({ sheet }) => sheet)).toEqual([
      ...['概况', '按渠道', '按科室', '按类别', '按时间', '撤回原因'],
    ]);
    expect(sheets[0]?.data).toContainEqual(['发布信息（条）', 2]);
    expect(sheets[0]?.data).toContainEqual(['按时率', '66.7%']);
    expect(sheets[5]?.data).toContainEqual(['内容有误', 1]);
  });

  test('are the own office’s, of days that make sense, for those who may read the ledger', async () => {
    const stranger = await desk.stranger('auditor');
    const told = await figures(today(), today(), stranger);
    expect([told.total.deliveries, told.recalls.approved]).toEqual([0, 0]);
    const status = async (who: Visitor, query: string) =>
      (await who.call('GET', `/api/v1/statistics?${query}`)).status;
    expect(await status(await desk.hub.signedIn('liaison'), `from=${today()}&to=${today()}`)).toBe(403);
    for (const query of ['', 'from=2026-02-30&to=2026-03-01', 'from=2026-03-02&to=2026-03-01'])
      expect(await status(leader, query)).toBe(400);
    expect(await status(leader, 'from=1900-01-01&to=2026-03-01')).toBe(400);
  });
});

describe('the register on paper', () => {
  const path = (from: string, to: string): string =>
    `/api/v1/register.pdf?${new URLSearchParams({ from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` })}`;

  test('has what the workbook has, and who took it stands in the ledger', async () => {
    const { response, bytes } = await download(leader, path(dayAfter(today(), -1), dayAfter(today(), 2)));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const document = await getDocumentProxy(Uint8Array.from(bytes));
    const text = (await extractText(document, { mergePages: true })).text.replace(/\s+/g, '');
    for (const part of [
      '信息发布台账',
      '关于停水的通告',
      '关于供热的通告',
      '更正（第2版）：电话写错',
      '第1/',
    ])
      expect(text).toContain(part);
    const { items } = await ask<LedgerPage>(leader, 'GET', '/api/v1/ledger?kind=register.exported');
    expect(items[0]?.data).toMatchObject({ form: 'pdf', releases: 4 });
  });

  test('of more releases than can be laid out is refused, and says how many they may be', async () => {
    await sql`
      insert into release (id, office_id, announcement_id, version_id, publish_at, priority, released_by, released_at)
      select gen_random_uuid(), office_id, announcement_id, version_id, '2021-01-01'::timestamptz + n * interval '1 minute',
        'routine', released_by, '2021-01-01'
      from (select * from release limit 1) r cross join generate_series(1, 1001) n`.execute(desk.hub.db);
    const { status, json } = await leader.call('GET', path('2020-12-31', '2021-02-01'));
    expect([status, json]).toEqual([400, expect.objectContaining({ facts: { most: 1000 } })]);
  });
});

describe('reading personal data', () => {
  const reads = async (query = ''): Promise<PersonalReadPage> =>
    ask<PersonalReadPage>(auditor, 'GET', `/api/v1/personal-reads?${query}`);
  const idOf = async (who: Visitor): Promise<string> =>
    (await ask<{ member: { id: string } }>(who, 'GET', '/api/v1/me')).member.id;
  const secret = '举报人张某称材料不实';
  let announcementId: string;
  let file: { hash: string };

  test('leaves who read what in the ledger, and nothing of it', async () => {
    const administrator = await desk.hub.signedIn('administrator');
    announcementId = await live('受到异议的公示');
    await objectTo(desk.hub.db, leader, announcementId, secret);
    file = await cleanedOriginal(desk.hub.db, clerk);
    const before = (await reads()).items.length;
    await ask(administrator, 'GET', '/api/v1/members');
    await ask(leader, 'GET', `/api/v1/announcements/${announcementId}/objections`);
    const got = await download(clerk, `/api/v1/blobs/${file.hash}`);
    expect([got.response.status, got.response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const { items, people } = await reads();
    expect(items.slice(0, items.length - before).map(({ actor, data }) => [actor, data])).toEqual([
      [`member:${await idOf(clerk)}`, { what: 'original', file: file.hash }],
      [`member:${await idOf(leader)}`, { what: 'objections', announcement: announcementId, count: 1 }],
      [`member:${await idOf(administrator)}`, expect.objectContaining({ what: 'members' })],
    ]);
    expect(items[1]).toMatchObject({ announcementId, announcementTitle: '受到异议的公示' });
    expect(people.map(({ id }) => id)).toEqual(
      expect.arrayContaining([await idOf(leader), await idOf(clerk)]),
    );
    expect(JSON.stringify(items)).not.toContain('张某');
  });

  test('is found by who, what and when', async () => {
    const who = await idOf(leader);
    expect((await reads(`memberId=${who}`)).items.map(({ data }) => data)).toEqual([
      expect.objectContaining({ what: 'objections' }),
    ]);
    expect((await reads('what=original')).items).toHaveLength(1);
    expect((await reads(`memberId=${who}&what=original`)).items).toEqual([]);
    expect((await reads('to=2020-01-01T00:00:00Z')).items).toEqual([]);
    const page = await reads('limit=1');
    expect(
      (await reads(`limit=100&cursor=${page.nextCursor ?? ''}`)).items.map(({ id }) => id),
    ).not.toContain(page.items[0]?.id);
  });

  test('is the auditor’s to see: not in other people’s ledger, nor in the record that goes with a notice', async () => {
    for (const role of ['clerk', 'reviewer', 'leader', 'administrator'] as const)
      expect((await (await desk.hub.signedIn(role)).call('GET', '/api/v1/personal-reads')).status).toBe(403);
    const path = '/api/v1/ledger?kind=personal.read';
    expect((await ask<LedgerPage>(clerk, 'GET', path)).items).toEqual([]);
    expect((await ask<LedgerPage>(auditor, 'GET', path)).items.length).toBeGreaterThan(2);
    const record = await ask(clerk, 'GET', `/api/v1/announcements/${announcementId}/record`);
    expect(JSON.stringify(record)).not.toContain('personal.read');
    const stranger = await desk.stranger('auditor');
    expect(await ask<PersonalReadPage>(stranger, 'GET', '/api/v1/personal-reads')).toEqual({
      ...{ items: [], people: [] },
    });
  });

  test('what leaves no trace was not handed out: an unmasked file, an announcement without objections', async () => {
    const before = (await reads()).items.length;
    const plain = await upload(clerk, 'plain.png', 1);
    await download(clerk, `/api/v1/blobs/${plain.hash}`);
    await ask(leader, 'GET', `/api/v1/announcements/${await live('无异议的通告')}/objections`);
    expect((await reads()).items).toHaveLength(before);
  });

  test('fails with its entry: what cannot be written down is not read', async () => {
    const owner = new pg.Client({ connectionString: desk.hub.database.ownerUrl });
    await owner.connect();
    try {
      await owner.query(`
        create function no_reads() returns trigger language plpgsql as
          $$ begin raise exception 'the ledger is full'; end $$;
        create trigger no_reads before insert on ledger_entry for each row when (new.kind = 'personal.read')
          execute function no_reads()`);
      for (const [who, path] of [
        [leader, `announcements/${announcementId}/objections`],
        [clerk, `blobs/${file.hash}`],
        [await desk.hub.signedIn('administrator'), 'members'],
      ] as const) {
        const { status, text } = await who.call('GET', `/api/v1/${path}`);
        expect([path, status]).toEqual([path, 500]);
        expect(text).not.toContain('张某');
      }
    } finally {
      await owner.query(
        'drop trigger if exists no_reads on ledger_entry; drop function if exists no_reads()',
      );
      await owner.end();
    }
  });
});
