import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { AnnouncementDetail, AnnouncementPage, type DraftFields } from '../../src/contract/api.js';
import { WordsRefill } from '../../src/intake/index.js';
import { newId } from '../../src/platform/ids.js';
import { startIntakeHub, type IntakeHub } from './support/intake-hub.js';
import type { Visitor } from './support/web-hub.js';

let hub: IntakeHub;
let clerk: Visitor;
let reviewer: Visitor;
beforeAll(async () => {
  hub = await startIntakeHub();
  [clerk, reviewer] = [await hub.signedIn('clerk'), await hub.signedIn('reviewer')];
}, 60_000);
afterAll(() => hub.close());

const api = '/api/v1/announcements';

async function create(wish: Partial<DraftFields>): Promise<AnnouncementDetail> {
  const answer = await clerk.call('POST', api, { body: wish });
  expect(answer.status).toBe(201);
  return AnnouncementDetail.parse(answer.json);
}

async function search(q: string, filter: Record<string, string> = {}): Promise<AnnouncementPage> {
  const answer = await reviewer.call('GET', `${api}?${new URLSearchParams({ q, ...filter })}`);
  expect(answer.status).toBe(200);
  return AnnouncementPage.parse(answer.json);
}
const idsOf = ({ items }: AnnouncementPage): string[] => items.map(({ id }) => id);

describe('a search', () => {
  test('finds words in a long text, over tags, and shows where', async () => {
    const filler = '<p>根据有关规定加强管理。</p>'.repeat(2_000);
    const { id } = await create({
      title: '关于巡查的通知',
      body: `${filler}<p>开展<strong>垃圾</strong>分类宣传。</p>${filler}`,
    });
    await create({ title: '垃圾桶圾分箱分类柜', body: '<p>垃圾</p><p>分类</p>' });
    const page = await search('垃圾分类');
    expect(idsOf(page)).toEqual([id]);
    expect(page.total).toBe(1);
    const [item] = page.items;
    expect(item?.found?.title).toBeUndefined();
    expect(item?.found?.passage).toMatchObject({ of: 'body' });
    const parts = item?.found?.passage?.parts ?? [];
    expect(parts.filter(({ hit }) => hit)).toEqual([{ text: '垃圾分类', hit: true }]);
    expect(parts.at(-1)).toEqual({ text: '…', hit: false });
  });

  test('finds numbers in whatever width and brackets, names of issuers, and no other number', async () => {
    const { id } = await create({ title: '甲', docNo: '望城管〔2026〕12号', issuer: '照明管理所' });
    await create({ title: '乙', docNo: '望城管〔2026〕21号', indexNo: 'WH-2026-00017' });
    for (const typed of ['〔2026〕12号', '［２０２６］１２', '12号 望城管', '照明管理'])
      expect(idsOf(await search(typed))).toEqual([id]);
    const [found] = (await search('〔2026〕12号')).items;
    expect(found?.found?.docNo).toEqual([
      { text: '望城管〔', hit: false },
      { text: '2026〕12号', hit: true },
    ]);
    const [byIndex] = (await search('wh-2026')).items;
    expect(byIndex?.found?.passage).toEqual({
      of: 'indexNo',
      parts: [
        { text: 'WH-2026', hit: true },
        { text: '-00017', hit: false },
      ],
    });
  });

  test('follows what is saved, discarded and deleted', async () => {
    const draft = await create({ title: '关于绿化移植的公示' });
    expect(idsOf(await search('绿化移植'))).toEqual([draft.id]);
    const saved = await clerk.call('PUT', `${api}/${draft.id}/draft`, {
      body: { ...draft.draft, title: '关于古树迁移的公示' },
    });
    expect(saved.status).toBe(200);
    expect(idsOf(await search('绿化移植'))).toEqual([]);
    expect(idsOf(await search('古树迁移 公示'))).toEqual([draft.id]);
    expect((await clerk.call('DELETE', `${api}/${draft.id}`)).status).toBe(204);
    expect(idsOf(await search('古树迁移'))).toEqual([]);
    await expect(
      hub.db
        .selectFrom('announcement_words')
        .where('announcement_id', '=', draft.id)
        .select('text')
        .execute(),
    ).resolves.toEqual([]);
  });

  test('is narrowed by stage, category, drafter, department and period, page by page', async () => {
    const ids: string[] = [];
    for (const category of ['公示', '通知公告', '公示', '公示'])
      ids.unshift((await create({ title: '井盖维修安排', category })).id);
    const ofCategory = ids.filter((_, n) => n !== 2);
    expect(idsOf(await search('井盖维修', { category: '公示' }))).toEqual(ofCategory);
    const page = await search('井盖维修', { limit: '3' });
    const rest = await search('井盖维修', { limit: '3', cursor: page.nextCursor ?? '' });
    expect([...idsOf(page), ...idsOf(rest)]).toEqual(ids);
    expect(page.total).toBe(4);

    const { drafter, updatedAt } = page.items[0] ?? { drafter: { id: '' }, updatedAt: '' };
    expect(idsOf(await search('井盖维修', { drafter: drafter.id, stage: 'drafting' }))).toEqual(ids);
    expect(idsOf(await search('井盖维修', { drafter: newId() }))).toEqual([]);
    expect(idsOf(await search('井盖维修', { stage: 'released' }))).toEqual([]);
    expect(idsOf(await search('井盖维修', { to: page.items[2]?.updatedAt ?? '' })).length).toBeLessThan(4);
    // Instants of answers have milliseconds, the database has microseconds.
    const after = new Date(Date.parse(updatedAt) + 1).toISOString();
    expect(idsOf(await search('井盖维修', { from: after }))).toEqual([]);
    expect(idsOf(await search('井盖维修', { to: after }))).toEqual(ids);

    const department = newId();
    await hub.db
      .insertInto('department')
      .values({ id: department, office_id: hub.officeId, name: '市政科' })
      .execute();
    expect(idsOf(await search('井盖维修', { department }))).toEqual([]);
    await hub.db
      .updateTable('member')
      .set({ department_id: department })
      .where('id', '=', drafter.id)
      .execute();
    expect(idsOf(await search('井盖维修', { department }))).toEqual(ids);
  });

  test('of signs that no text is made of narrows nothing; the words of a query can not leave it', async () => {
    const all = (await search('')).total;
    expect((await search("' | & ! \\ % :*")).total).toBe(all);
    expect((await search("停车' | '通知")).total).toBe(0);
    expect((await search('a'.repeat(100))).total).toBe(0);
  });
});

describe('what was written past the hub', () => {
  async function written(title: string, officeId = hub.officeId): Promise<string> {
    const id = newId();
    const member = await hub.db.selectFrom('member').select('id').limit(1).executeTakeFirstOrThrow();
    await sql`
      insert into announcement (id, office_id, drafter_id, title, body, category, issuer, attachments, target_ids)
      values (${id}, ${officeId}, ${member.id}, ${title}, '<p>旧文</p>', '公示', '旧局', '[]', '{}')`.execute(
      hub.db,
    );
    return id;
  }
  const due = () => hub.db.selectFrom('words_due').select('announcement_id').execute();
  const refill = () => hub.app.get(WordsRefill, { strict: false }).round();

  test('is noted, and found after a round, in however many batches', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 230; n += 1) ids.push(await written(`占道经营整治第${n}期`));
    expect(await due()).toHaveLength(230);
    expect(await search('占道经营整治')).toMatchObject({ total: 0, indexing: true });
    expect(await refill()).toBe(230);
    expect(await due()).toEqual([]);
    const page = await search('占道经营整治');
    expect(page.total).toBe(230);
    expect(page.indexing).toBeUndefined();

    await sql`update announcement set title = '夜间施工许可' where id = ${ids[0]}`.execute(hub.db);
    await sql`update announcement set stage = 'returned' where id = ${ids[1]}`.execute(hub.db);
    expect(await due()).toEqual([{ announcement_id: ids[0] }]);
    await refill();
    expect(idsOf(await search('夜间施工'))).toEqual([ids[0]]);
  });

  test('is found also where texts are as long as they may be, and where there is none', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 6; n += 1) ids.unshift(await written(`长文汇编第${n}卷`));
    ids.unshift(await written('长文汇编目录'));
    const long = `<p>${'望河区城市管理资料。'.repeat(45_000)}末页盖章</p>`;
    await sql`update announcement set body = ${long} where title like '长文汇编第%'`.execute(hub.db);
    await sql`update announcement set body = '' where title = '长文汇编目录'`.execute(hub.db);
    expect(await refill()).toBe(7);
    expect((await search('长文汇编')).total).toBe(7);
    expect((await search('末页盖章')).total).toBe(6);
  });

  test('belongs to its office only', async () => {
    const theirs = newId();
    await hub.db
      .insertInto('office')
      .values({ id: theirs, name: '他局', short_name: '他局', slug: `o-${theirs.slice(-12)}` })
      .execute();
    await written('河长制巡河记录', theirs);
    await refill();
    expect((await search('河长制')).total).toBe(0);
    // Not even an id that was taken over into the index leads to it.
    await sql`update announcement_words set office_id = ${hub.officeId} where office_id = ${theirs}`.execute(
      hub.db,
    );
    expect((await search('河长制')).total).toBe(0);
  });

  test('waits for who has it open, and does not overwrite what he saves', async () => {
    const id = await written('公厕开放时间');
    await hub.db.transaction().execute(async (tx) => {
      await sql`select from announcement where id = ${id} for update`.execute(tx);
      expect(await refill()).toBe(0);
    });
    expect(await refill()).toBe(1);
    expect(idsOf(await search('公厕开放'))).toEqual([id]);
  });
});
