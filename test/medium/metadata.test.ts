import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AnnouncementDetail, MetadataRule, PreviewAnswer, TemplateBoard } from '../../src/contract/api.js';
import { versionHash } from '../../src/intake/index.js';
import { newId } from '../../src/platform/ids.js';
import { migrateToLatest } from '../../src/store/migrate.js';
import type { IntakeHub } from './support/intake-hub.js';
import { MetadataDesk, withOldPortals } from './support/metadata-desk.js';
import type { Answer, Visitor } from './support/web-hub.js';

let desk: MetadataDesk;
let hub: IntakeHub;
let clerk: Visitor;
let reviewer: Visitor;
beforeAll(async () => {
  desk = await MetadataDesk.open();
  ({ hub, clerk, reviewer } = desk);
}, 60_000);
afterAll(() => (desk as MetadataDesk | undefined)?.hub.close());

const code = ({ status, json }: Answer): [number, unknown] => [status, json['code']];
const problemsOf = ({ json }: Answer): unknown =>
  (json['facts'] as { problems: { code: string }[] }).problems.map((one) => one.code);
const named = ({ templates }: TemplateBoard) => templates.find(({ name }) => name === '公示');
const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();

describe('metadata', () => {
  test('is frozen with the version and answered for by its hash; what nobody filled in has good defaults', async () => {
    await desk.setRule({ topic: '城乡建设、环境保护' });
    const { id, versionId } = await desk.submitted({
      metadata: { keywords: ['招牌'], basis: { text: '《条例》', url: 'https://www.example.gov.cn/t' } },
    });
    const expected = {
      disclosure: 'proactive',
      topic: '城乡建设、环境保护',
      keywords: ['招牌'],
      basis: { text: '《条例》', url: 'https://www.example.gov.cn/t' },
      madeOn: '2026-11-23',
    };
    expect((await desk.versionOf(versionId)).metadata).toEqual(expected);
    const row = await hub.db
      .selectFrom('version as v')
      .innerJoin('announcement as a', 'a.id', 'v.announcement_id')
      .select(['v.content', 'v.hash', 'v.target_ids', 'v.number', 'a.slug'])
      .where('v.id', '=', versionId)
      .executeTakeFirstOrThrow();
    const { content, target_ids: targetIds, number, slug } = row;
    const hashed = { targetIds, number, slug: slug ?? '', plannedAt: undefined, expiresAt: undefined };
    expect(versionHash({ ...hashed, content })).toBe(row.hash);
    const other = { ...content, metadata: { ...content.metadata, topic: '其他' } };
    expect(versionHash({ ...hashed, content: other })).not.toBe(row.hash);

    // Again: the kind's words stay, the days and the number do not.
    const again = AnnouncementDetail.parse(
      (await clerk.call('POST', `/api/v1/announcements/${id}/copy`)).json,
    ).draft;
    const { madeOn: _day, ...kept } = expected;
    expect([again.metadata, again.indexNo]).toEqual([kept, undefined]);
  });

  test('that does not hold is refused at the door and by the database', async () => {
    const wrong = { validFrom: '2027-01-01', validUntil: '2026-12-31' };
    const draft = await desk.aDraft();
    const saved = await clerk.call('PUT', `/api/v1/announcements/${draft.id}/draft`, {
      body: { ...draft.draft, metadata: wrong },
    });
    expect(code(saved)).toEqual([400, 'invalid_request']);
    for (const metadata of [
      wrong,
      { madeOn: '2026-1-1' },
      { disclosure: 'secret' },
      { longTerm: true, validUntil: '2027-01-01' },
    ])
      await expect(
        hub.db
          .updateTable('announcement')
          .set({ metadata: JSON.stringify(metadata) })
          .where('id', '=', draft.id)
          .execute(),
      ).rejects.toMatchObject({ constraint: 'announcement_metadata' });
  });

  test('keeps from going out what is not disclosed, and says what is over', async () => {
    const withheld = await desk.aDraft({ metadata: { disclosure: 'on_request' } });
    const answer = await desk.submit(withheld);
    expect([code(answer), problemsOf(answer)]).toEqual([[422, 'not_submittable'], ['not_disclosed']]);
    const { versionId } = await desk.submitted();
    await expect(desk.writePast(versionId, { metadata: { disclosure: 'withheld' } })).rejects.toMatchObject({
      constraint: 'version_is_public',
    });

    const over = await desk.preview({ metadata: { validUntil: '2020-01-01' } });
    const { problems } = PreviewAnswer.parse(over.json);
    expect(problems.map(({ code: of, severity, field }) => [of, severity, field])).toEqual([
      ['validity_over', 'warning', 'metadata.validUntil'],
    ]);
    // A warning keeps nothing back.
    expect((await desk.submit(await desk.aDraft({ metadata: { validUntil: '2020-01-01' } }))).status).toBe(
      200,
    );
  });

  test('in words of one’s own is screened as the text is', async () => {
    const { findings } = PreviewAnswer.parse(
      (await desk.preview({ metadata: { basis: { text: '联系人手机13800138000' } } })).json,
    );
    expect(findings.map(({ rule, place }) => [rule, place.part])).toEqual([['mobile', 'metadata']]);
  });
});

describe('index numbers', () => {
  test('are made by a pattern that cannot make one twice', async () => {
    for (const indexPattern of [
      '',
      '  ',
      'MB9900005',
      'MB/{year}',
      '{serial:5}{serial:5}',
      '{serial}',
      '号{serial:5}',
    ])
      expect([indexPattern, code(await desk.setRule({ indexPattern }))]).toEqual([
        indexPattern,
        [400, 'invalid_request'],
      ]);
    const good = { indexPattern: 'MB9900005/{year}-{serial:5}', nextSerial: 131 };
    expect(code(await desk.setRule(good, clerk))).toEqual([403, 'forbidden']);
    const rule = MetadataRule.parse((await desk.setRule(good)).json);
    expect(rule).toMatchObject({ nextSerial: 131, nextIndexNo: `MB9900005/${year}-00131` });
    expect(code(await desk.setRule({ ...good, nextSerial: 130 }))).toEqual([400, 'invalid_request']);
  });

  test('are given one by one at the first submission, whoever comes at the same time, and stay', async () => {
    const drafts = await Promise.all(Array.from({ length: 6 }, () => desk.aDraft()));
    const answers = await Promise.all(drafts.map((one) => desk.submit(one)));
    expect(answers.map(({ status }) => status)).toEqual(drafts.map(() => 200));
    const numbers = await Promise.all(
      drafts.map(async ({ id }) => (await desk.detail(id)).draft.indexNo ?? ''),
    );
    expect(new Set(numbers).size).toBe(6);
    expect(numbers.map((number) => number.slice(-5)).sort()).toEqual([
      '00131',
      '00132',
      '00133',
      '00134',
      '00135',
      '00136',
    ]);
    const [first] = drafts;
    if (!first) throw new Error('no draft');
    await clerk.call('POST', `/api/v1/announcements/${first.id}/withdraw`);
    // Emptied by hand: it is the announcement's all the same.
    const { draft } = await desk.detail(first.id);
    const emptied = await clerk.call('PUT', `/api/v1/announcements/${first.id}/draft`, {
      body: { ...draft, indexNo: undefined },
    });
    expect(emptied.status).toBe(200);
    expect((await desk.submit(await desk.detail(first.id))).status).toBe(200);
    expect((await desk.detail(first.id)).draft.indexNo).toBe(numbers[0]);
  });

  test('of a draft that was deleted, or that another one has, are not given again', async () => {
    const failing = await desk.aDraft({ metadata: { disclosure: 'withheld' } });
    expect((await desk.submit(failing)).status).toBe(422);
    expect((await clerk.call('DELETE', `/api/v1/announcements/${failing.id}`)).status).toBe(204);
    // One was written by hand where the next would have been.
    await desk.submitted({ indexNo: `MB9900005/${year}-00138` });
    const next = await desk.submitted();
    expect((await desk.versionOf(next.versionId)).indexNo).toBe(`MB9900005/${year}-00139`);

    for (const indexNo of [`MB9900005/${year}-00137`, `MB9900005/${year}-00138`]) {
      const answer = await desk.submit(await desk.aDraft({ indexNo }));
      expect([code(answer), problemsOf(answer)]).toEqual([[422, 'not_submittable'], ['index_no_taken']]);
    }
    await expect(hub.db.deleteFrom('index_number').execute()).rejects.toThrow(/permission denied/);
  });

  test('that were published never change, also past the hub', async () => {
    const { id, versionId } = await desk.submitted({ indexNo: 'WH-1' });
    await desk.releasePast(versionId);
    const { draft } = await desk.detail(id);
    await clerk.call('PUT', `/api/v1/announcements/${id}/draft`, { body: { ...draft, indexNo: 'WH-2' } });
    const answer = await desk.submit(await desk.detail(id));
    expect([code(answer), problemsOf(answer)]).toEqual([[422, 'not_submittable'], ['index_no_fixed']]);

    const past = (indexNo: string) => desk.writePast(versionId, { indexNo });
    await expect(past('WH-2')).rejects.toThrow(/never changes/);
    const { versionId: another } = await desk.submitted({ indexNo: 'WH-3' });
    expect((await desk.versionOf(another)).indexNo).toBe('WH-3');
    await expect(past('WH-3')).rejects.toThrow(/another announcement/);
  });
});

describe('templates', () => {
  const board = async (): Promise<TemplateBoard> =>
    TemplateBoard.parse((await clerk.call('GET', '/api/v1/templates')).json);
  const put = (body: object, who = reviewer): Promise<Answer> =>
    who.call('PUT', '/api/v1/templates', { body });
  const mine = {
    name: '公示',
    category: '公示',
    title: '【填写：事项】公示',
    body: '<p onclick="x()">公示期：【填写：日期】</p><script>x</script>',
    targetSet: '常规',
    required: ['公示期', '电话/联系方式'],
  };

  test('come with the hub for every kind; an office puts its own over them, and takes them away', async () => {
    expect(named(await board())).toMatchObject({ builtIn: true });
    expect(code(await put(mine, clerk))).toEqual([403, 'forbidden']);
    expect(code(await put(mine))).toEqual([400, 'invalid_request']);
    const off = await hub.target();
    const set = { name: '常规', targetIds: [desk.target, off] };
    expect((await reviewer.call('PUT', '/api/v1/templates/target-sets', { body: set })).status).toBe(200);
    expect((await put(mine)).status).toBe(200);
    const own = named(await board());
    expect(own).toMatchObject({
      body: '<p>公示期：【填写：日期】</p>',
      targetIds: [desk.target, off],
      gone: [],
    });

    // What it names and is gone is left out, and said.
    await hub.db.updateTable('target').set({ enabled: false, name: '旧屏' }).where('id', '=', off).execute();
    expect(named(await board())).toMatchObject({
      targetIds: [desk.target],
      gone: ['旧屏'],
    });
    const gone = await reviewer.call(
      'DELETE',
      `/api/v1/templates/target-sets?name=${encodeURIComponent('常规')}`,
    );
    expect(named(TemplateBoard.parse(gone.json))).toMatchObject({
      targetIds: [],
      gone: ['常规'],
    });
    const path = `/api/v1/templates?name=${encodeURIComponent('公示')}`;
    expect((await reviewer.call('DELETE', path)).status).toBe(200);
    expect(code(await reviewer.call('DELETE', path))).toEqual([404, 'not_found']);
    expect(named(await board())?.setAt).toBeUndefined();
    const entries = await hub.db.selectFrom('ledger_entry').select('kind').orderBy('id').execute();
    const kinds = entries.map(({ kind }) => kind);
    expect(kinds.filter((kind) => /^(?:template|target_set)\./.test(kind))).toEqual([
      'target_set.set',
      'template.set',
      'target_set.removed',
      'template.removed',
    ]);
  });

  test('that are too large, hold pictures, or name another office’s targets are refused', async () => {
    const plain = { ...mine, targetSet: undefined };
    expect(code(await put({ ...plain, body: '长'.repeat(50_001) }))).toEqual([400, 'invalid_request']);
    const huge = await put({ ...plain, body: 'a'.repeat(5 * 1024 * 1024) });
    expect(code(huge)).toEqual([413, 'file_too_large']);
    const picture = `<p><img src="asset:sha256:${'0'.repeat(64)}"></p>`;
    expect(code(await put({ ...plain, body: picture }))).toEqual([400, 'invalid_request']);
    const set = { name: '别家', targetIds: [newId()] };
    expect(code(await reviewer.call('PUT', '/api/v1/templates/target-sets', { body: set }))).toEqual([
      422,
      'unknown_target',
    ]);
  });

  test('leave blanks that the screening finds in a submission, and parts that a kind has to have', async () => {
    const own = named(await board());
    const { findings, problems } = PreviewAnswer.parse(
      (await desk.preview({ title: own?.title ?? '', body: own?.body ?? '', category: '公示' })).json,
    );
    const blanks = findings.filter(({ rule }) => rule === 'placeholder');
    expect(blanks[0]).toMatchObject({ level: 'warn', place: { part: 'title' }, text: '【填写：公示事项】' });
    expect(blanks.length).toBeGreaterThan(5);
    expect(problems.map((one) => one.code)).toEqual([]);
    const bare = PreviewAnswer.parse((await desk.preview({ category: '公示' })).json);
    expect(bare.problems.map((one) => [one.code, one.severity])).toEqual([['parts_missing', 'warning']]);
  });
});

test('what an older hub kept for portals alone becomes everybody’s; frozen versions keep their numbers', async () => {
  const older = await withOldPortals();
  try {
    const { ownerUrl, appUrl } = older.database;
    await migrateToLatest(ownerUrl, new URL(appUrl).username);
    expect(
      await older.ask(`select metadata, extras from announcement order by metadata ->> 'madeOn'`),
    ).toEqual([
      {
        metadata: { madeOn: '2026-11-20', keywords: ['招牌', '市容', '市容'] },
        extras: { portal: { column: '栏目' } },
      },
      { metadata: { madeOn: '2026-11-21' }, extras: { tv: { crawl: '字' } } },
    ]);
    // Two had the same; one keeps it.
    expect(await older.ask('select index_no from index_number')).toEqual([{ index_no: 'A-1' }]);
  } finally {
    await older.discard();
  }
});
