import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { editing, PresenceView, RestoredDraft, RevisionDetail } from '../../src/contract/api.js';
import { Thinning } from '../../src/intake/index.js';
import { submittedBefore } from '../../src/store/migrations/0031_editing.js';
import { api, beat, code, leave, page, pen, WritersDesk, type WritersPage } from './support/writers-desk.js';

let desk: WritersDesk;
beforeAll(async () => {
  desk = await WritersDesk.open();
}, 60_000);
afterAll(() => desk.hub.close());
const minutes = (n: number) => n * 60_000;

describe('what a draft said before', () => {
  test('is kept as it was made, when another one goes on, and after ten minutes; equal text costs nothing', async () => {
    const { id } = await desk.aDraft();
    const [mine, theirs] = [page(desk.people.zhang), page(desk.people.li)];
    for (const text of ['乙。', '丙。', '丁。']) expect((await desk.write(mine, id, text)).status).toBe(200);
    // What came between is one pause of writing.
    expect(await desk.texts(id)).toEqual(['<p>甲。</p>']);
    await leave(mine, id);
    await desk.write(theirs, id, '丁。戊。');
    expect(await desk.texts(id)).toEqual(['<p>丁。</p>', '<p>甲。</p>']);
    await desk.later(minutes(11), async () => {
      await desk.write(theirs, id, '己。');
      await desk.write(theirs, id, '庚。');
    });
    const { now, items } = await desk.history(id);
    expect(await desk.texts(id)).toEqual(['<p>丁。戊。</p>', '<p>丁。</p>', '<p>甲。</p>']);
    expect(items.map(({ by, change }) => [by.name, change])).toEqual([
      ['second.clerk同志', { added: 2, removed: 0, fields: ['body'] }],
      [
        now.by.name === 'second.clerk同志' ? items[1]?.by.name : '',
        { added: 1, removed: 1, fields: ['body'] },
      ],
      [items[1]?.by.name, { added: 9, removed: 0, fields: ['title', 'body'] }],
    ]);
    expect(now.change).toEqual({ added: 1, removed: 3, fields: ['body'] });
    // Back to a text that is kept: there is one copy of it.
    await desk.later(minutes(22), () => desk.write(theirs, id, '丁。'));
    await desk.later(minutes(33), () => desk.write(theirs, id, '辛。'));
    expect((await desk.texts(id)).filter((text) => text === '<p>丁。</p>')).toHaveLength(2);
    const { length } = await desk.hub.db
      .selectFrom('draft_text')
      .select('hash')
      .where('announcement_id', '=', id)
      .execute();
    expect(length).toBe(4);
  });

  test('has what was submitted, marked, and says that it was returned', async () => {
    const { id, draft } = await desk.aDraft();
    await desk.submit(id, draft.revision);
    const { versionId = '' } = await desk.detail(id);
    await desk.sendBack(versionId);
    await desk.write(page(desk.people.zhang), id, '补充后的。');
    const { items } = await desk.history(id);
    expect(items.map((item) => item.version)).toEqual([{ id: versionId, number: 1, returned: true }]);
    await expect(
      desk.asOwner('delete from draft_revision where version_id = $1', [versionId]),
    ).rejects.toThrow('stays in the history');
  });

  test('comes back by one press, and goes by another; what is replaced stays', async () => {
    const { id } = await desk.aDraft();
    const mine = page(desk.people.zhang);
    await desk.write(mine, id, '乙。');
    const [first] = (await desk.history(id)).items;
    const restore = async (revision: string, by: WritersPage, stale = 0) =>
      by.who.call('POST', `${api}/${id}/revisions/${revision}/restore`, {
        body: { revision: (await desk.detail(id)).draft.revision - stale, tab: by.tab },
      });
    const answer = RestoredDraft.parse((await restore(first?.id ?? '', mine)).json);
    expect([answer.draft.body, await desk.textOf(id, answer.before)]).toEqual(['<p>甲。</p>', '<p>乙。</p>']);
    const undone = RestoredDraft.parse((await restore(answer.before, mine)).json);
    expect(undone.draft.body).toBe('<p>乙。</p>');
    expect(await desk.texts(id)).toEqual(['<p>甲。</p>', '<p>乙。</p>', '<p>甲。</p>']);
    // Not over somebody, not over what is newer, and nothing that is not this draft's.
    expect(code(await restore(answer.before, page(desk.people.li)))).toEqual([409, 'pen_held']);
    expect(code(await restore(answer.before, mine, 1))).toEqual([409, 'stale_revision']);
    const other = await desk.aDraft();
    const path = (announcement: string, revision: string) => `${api}/${announcement}/revisions/${revision}`;
    for (const [who, of] of [
      [desk.people.zhang, other.id],
      [desk.people.stranger, id],
    ] as const) {
      expect(code(await who.call('GET', path(of, answer.before)))).toEqual([404, 'not_found']);
      const refused = await who.call('POST', `${path(of, answer.before)}/restore`, { body: { revision: 1 } });
      expect(code(refused)).toEqual([404, 'not_found']);
    }
    const list = await desk.people.stranger.call('GET', `${api}/${id}/revisions`);
    expect(code(list)).toEqual([404, 'not_found']);
    const { draft } = await desk.detail(id);
    await desk.submit(id, draft.revision);
    expect(code(await restore(answer.before, mine))).toEqual([409, 'wrong_state']);
  });

  test('is never 5 MB, whoever tries', async () => {
    const { id } = await desk.aDraft();
    const huge = '长'.repeat(5 * 1024 * 1024);
    expect((await desk.write(page(desk.people.zhang), id, huge)).status).toBe(413);
    expect((await desk.write(page(desk.people.zhang), id, huge.slice(0, 600_000))).status).toBe(400);
    expect((await desk.history(id)).items).toEqual([]);
    await expect(
      desk.asOwner('insert into draft_text values ($1, $2, $3)', [id, 'sha256:x', huge]),
    ).rejects.toThrow('check');
    // The largest text that there may be is kept and compared like any other.
    const largest = Array.from({ length: 8_500 }, (_, n) => `<p>${'第'.repeat(45)}${n}</p>`).join('');
    const { draft } = await desk.detail(id);
    const mine = page(desk.people.zhang);
    await mine.who.call('PUT', `${api}/${id}/draft`, { body: { ...draft, body: largest, tab: mine.tab } });
    await leave(mine, id);
    expect((await desk.write(page(desk.people.li), id, '短。')).status).toBe(200);
    expect((await desk.history(id)).items[0]?.change?.added).toBeGreaterThan(400_000);
  });

  test('is thinned out, what was submitted stays, and is compared with what is left', async () => {
    const { id, draft } = await desk.aDraft();
    await desk.submit(id, draft.revision);
    await desk.people.zhang.call('POST', `${api}/${id}/withdraw`);
    const pages = [page(desk.people.zhang), page(desk.people.li)] as const;
    for (const [n, text] of ['一', '一二', '一二三', '一二三四'].entries()) {
      const writer = pages[n % 2 === 0 ? 0 : 1];
      await desk.write(writer, id, text);
      await leave(writer, id);
    }
    expect(await desk.texts(id)).toEqual(['<p>一二三</p>', '<p>一二</p>', '<p>一</p>', '<p>甲。</p>']);
    // Ten days ago, within one day.
    await desk.asOwner(
      `update draft_revision set at = timestamptz '2026-11-18 10:00+08' + (at - (select min(at) from draft_revision
        where announcement_id = $1)) where announcement_id = $1`,
      [id],
    );
    const thinning = desk.hub.app.get(Thinning, { strict: false });
    const round = () =>
      desk.later(Date.parse('2026-11-28T10:00:00+08:00') - Date.now(), () => thinning.round());
    expect(await round()).toBe(2);
    expect(await desk.texts(id)).toEqual(['<p>一二三</p>', '<p>甲。</p>']);
    expect((await desk.history(id)).items[0]?.change).toEqual({ added: 3, removed: 2, fields: ['body'] });
    const kept = await desk.hub.db
      .selectFrom('draft_text')
      .select('body')
      .where('announcement_id', '=', id)
      .execute();
    expect(kept.map(({ body }) => body).sort()).toEqual(['<p>一二三</p>', '<p>甲。</p>']);
    expect(await round()).toBe(0);
    await expect(desk.hub.db.updateTable('draft_text').set({ body: '改' }).execute()).rejects.toThrow(
      'permission',
    );
  });
});

describe('the pen', () => {
  test('is one page’s: nobody else saves, submits or deletes, and nothing of theirs is lost', async () => {
    const { id, draft } = await desk.aDraft();
    const [mine, theirs] = [page(desk.people.zhang), page(desk.people.li)];
    expect((await beat(mine, id)).holder).toMatchObject({ here: true, self: true });
    expect((await beat(theirs, id)).holder).toMatchObject({ here: false, self: false });
    const refused = await desk.write(theirs, id, '他人。');
    expect(code(refused)).toEqual([409, 'pen_held']);
    expect(refused.json['facts']).toMatchObject({ holder: { name: (await beat(theirs, id)).holder?.name } });
    const { revision } = draft;
    for (const answer of [
      await theirs.who.call('POST', `${api}/${id}/submit`, { body: { revision } }),
      await theirs.who.call('DELETE', `${api}/${id}`),
      // A program has no page; it waits like everybody.
      await desk.people.zhang.call('PUT', `${api}/${id}/draft`, { body: { ...draft, title: '程序' } }),
      // Another page of one's own, too.
      await desk.write(page(desk.people.zhang), id, '另一页。'),
    ])
      expect(code(answer)).toEqual([409, 'pen_held']);
    expect((await desk.detail(id)).draft).toEqual(draft);
    expect((await desk.write(mine, id, '本人。')).status).toBe(200);
    await leave(mine, id);
    expect((await desk.write(theirs, id, '他人。')).status).toBe(200);
    expect((await beat(mine, id)).holder).toMatchObject({ self: false });
  });

  test('is with one page however many reach for it at once', async () => {
    const { id, draft } = await desk.aDraft();
    const pages = Array.from({ length: 6 }, (_, n) => page(n % 2 ? desk.people.zhang : desk.people.li));
    const seen = await Promise.all(pages.map((one) => beat(one, id)));
    expect(seen.filter(({ holder }) => holder?.here)).toHaveLength(1);
    const other = await desk.aDraft();
    const answers = await Promise.all(
      pages.map(({ who, tab }) =>
        who.call('PUT', `${api}/${other.id}/draft`, { body: { ...draft, title: tab, tab } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(answers.filter(({ json }) => json['code'] === 'pen_held')).toHaveLength(5);
  });

  test('is asked for, kept, given, and passes by itself when the holder is gone', async () => {
    const { id } = await desk.aDraft();
    const [mine, theirs] = [page(desk.people.zhang), page(desk.people.li)];
    await beat(mine, id);
    expect((await pen(theirs, id, 'ask')).asked).toMatchObject({ here: true });
    expect((await beat(mine, id)).asked).toMatchObject({ name: 'second.clerk同志', here: false });
    expect(await pen(mine, id, 'answer', { give: false })).not.toHaveProperty('asked');
    await pen(theirs, id, 'ask');
    // Somebody else's answer changes nothing.
    expect((await pen(theirs, id, 'answer', { give: true })).holder).toMatchObject({ here: false });
    expect((await pen(mine, id, 'answer', { give: true })).holder).toMatchObject({ here: false });
    expect((await desk.write(theirs, id, '接着写。')).status).toBe(200);
    expect(code(await desk.write(mine, id, '还在写。'))).toEqual([409, 'pen_held']);
    // The holder's network is away: no beat.
    await pen(mine, id, 'ask');
    await desk.later(editing.leaseMs - 10_000, () => beat(mine, id));
    await desk.later(editing.leaseMs + 10_000, async () => {
      expect((await beat(mine, id)).holder).toMatchObject({ here: true });
      expect(code(await desk.write(theirs, id, '断线回来。'))).toEqual([409, 'pen_held']);
    });
  });

  test('is free when the holder is idle, and with another page of the same member at a word', async () => {
    const { id } = await desk.aDraft();
    const [mine, again, theirs] = [page(desk.people.zhang), page(desk.people.zhang), page(desk.people.li)];
    await beat(mine, id);
    expect((await beat(again, id)).holder).toMatchObject({ here: false, self: true });
    expect((await beat(theirs, id, { take: true })).holder).toMatchObject({ here: false });
    expect((await beat(again, id, { take: true })).holder).toMatchObject({ here: true });
    await desk.later(editing.idleMs, async () => {
      await beat(again, id, { idleMs: editing.idleMs });
      expect(await beat(again, id, { idleMs: editing.idleMs })).not.toHaveProperty('holder');
      expect((await beat(theirs, id)).holder).toMatchObject({ here: true });
    });
  });
});

describe('who looks', () => {
  const look = async ({ who, tab }: WritersPage, id: string) =>
    PresenceView.parse(
      (await who.call('PUT', `${api}/${id}/presence`, { body: { tab, place: 'review' } })).json,
    ).people.map(({ name, place }) => [name, place]);

  test('is told to the others until they leave or fall silent', async () => {
    const { id } = await desk.aDraft();
    const [one, other] = [page(desk.people.reviewer), page(desk.people.second)];
    expect(await look(one, id)).toEqual([]);
    expect((await look(other, id)).map(([, place]) => place)).toEqual(['review']);
    expect(await look(one, id)).toEqual([['second.reviewer同志', 'review']]);
    await other.who.call('POST', `${api}/${id}/presence/leave`, { body: { tab: other.tab } });
    expect(await look(one, id)).toEqual([]);
    await look(other, id);
    await desk.later(editing.leaseMs + 1_000, async () => {
      expect(await look(one, id)).toEqual([]);
    });
  });

  test('is heard by the office’s pages that may read it, by ids alone', async () => {
    const { id } = await desk.aDraft();
    const liaison = await desk.hub.signedIn('liaison');
    const ears = await Promise.all([
      desk.listen(desk.people.reviewer),
      desk.listen(liaison),
      desk.listen(desk.people.stranger),
    ]);
    const heard = new Promise<unknown>((resolve) => ears[0][0].once('changedV1', resolve));
    const mine = page(desk.people.zhang);
    await beat(mine, id);
    expect(await heard).toEqual({ topic: 'presence', ids: [id] });
    // Beats that change nothing are not told.
    await beat(mine, id);
    const last = new Promise<unknown>((resolve) => ears[0][0].once('changedV1', resolve));
    await desk.write(mine, id, '写。');
    expect(await last).toEqual({ topic: 'announcement', ids: [id] });
    expect([ears[1][1], ears[2][1]]).toEqual([[], []]);
    for (const [socket] of ears) socket.disconnect();
  });
});

test('what was submitted before there was a history is in it, without the note of a correction', async () => {
  const { id, draft } = await desk.aDraft({
    docNo: '望综执〔2026〕9号',
    plannedAt: '2030-01-01T00:00:00.000Z',
  });
  await desk.submit(id, draft.revision);
  const note = '<p><strong>更正说明：</strong>时间有误</p>';
  // As an older hub left it: nobody kept anything.
  await desk.asOwner('alter table draft_revision disable trigger user; delete from draft_revision');
  await desk.asOwner('delete from draft_text; alter table draft_revision enable trigger user');
  await desk.asOwner(
    `update version set content = jsonb_set(content, '{body}', to_jsonb('${note}' || (content->>'body')))
      where announcement_id = $1`,
    [id],
  );
  await submittedBefore(desk.hub.db);
  const [kept] = (await desk.history(id)).items;
  expect(kept).toMatchObject({ version: { number: 1, returned: false } });
  const { json } = await desk.people.zhang.call('GET', `${api}/${id}/revisions/${kept?.id ?? ''}`);
  // There was no metadata either.
  const { revision: _revision, savedAt: _savedAt, metadata: _metadata, ...fields } = draft;
  expect(RevisionDetail.parse(json).fields).toEqual(fields);
});
