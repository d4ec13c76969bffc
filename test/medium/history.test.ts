import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import {
  AnnouncementDetail,
  editing,
  PenView,
  PresenceView,
  RestoredDraft,
  RevisionDetail,
  RevisionList,
  VersionDetail,
  type DraftFields,
} from '../../src/contract/api.js';
import { Thinning } from '../../src/intake/index.js';
import { newId } from '../../src/platform/ids.js';
import { startIntakeHub, type IntakeHub } from './support/intake-hub.js';
import { aMember } from './leaks/members.js';
import type { Answer, Visitor } from './support/web-hub.js';

/** A person with a page of the editor open. */
interface Page {
  who: Visitor;
  tab: string;
}
let hub: IntakeHub;
let target: string;
let [zhang, li, reviewer, second, stranger]: Visitor[] = [];
beforeAll(async () => {
  hub = await startIntakeHub();
  target = await hub.target();
  const { id: other } = await hub.db
    .selectFrom('office')
    .select('id')
    .where('id', '<>', hub.officeId)
    .executeTakeFirstOrThrow();
  [zhang, reviewer] = [await hub.signedIn('clerk'), await hub.signedIn('reviewer')];
  li = await aMember(hub, hub.officeId, 'second.clerk', ['clerk']);
  second = await aMember(hub, hub.officeId, 'second.reviewer', ['reviewer']);
  stranger = await aMember(hub, other, 'stranger', ['clerk']);
}, 60_000);
afterAll(() => hub.close());

const api = '/api/v1/announcements';
const code = ({ status, json }: Answer): [number, unknown] => [status, json['code']];
const some = (visitor: Visitor | undefined): Visitor => {
  if (!visitor) throw new Error('nobody has signed in');
  return visitor;
};
const page = (visitor: Visitor | undefined): Page => ({ who: some(visitor), tab: newId() });

async function aDraft(wish: Partial<DraftFields> = {}): Promise<AnnouncementDetail> {
  const body = {
    title: '关于测试的通告',
    body: '<p>甲。</p>',
    category: '通知公告',
    targetIds: [target],
    ...wish,
  };
  return AnnouncementDetail.parse((await some(zhang).call('POST', api, { body })).json);
}
const detail = async (id: string) =>
  AnnouncementDetail.parse((await some(zhang).call('GET', `${api}/${id}`)).json);
/** Writes another text over the newest one. */
async function write({ who, tab }: Page, id: string, body: string): Promise<Answer> {
  const { draft } = await detail(id);
  return who.call('PUT', `${api}/${id}/draft`, { body: { ...draft, body: `<p>${body}</p>`, tab } });
}
const history = async (id: string) =>
  RevisionList.parse((await some(zhang).call('GET', `${api}/${id}/revisions`)).json);
const textOf = async (id: string, revision: string) =>
  RevisionDetail.parse((await some(zhang).call('GET', `${api}/${id}/revisions/${revision}`)).json).fields
    .body;
const texts = async (id: string) =>
  Promise.all((await history(id)).items.map((revision) => textOf(id, revision.id)));
async function beat({ who, tab }: Page, id: string, more: object = {}): Promise<PenView> {
  return PenView.parse(
    (await who.call('PUT', `${api}/${id}/pen`, { body: { tab, idleMs: 0, ...more } })).json,
  );
}
async function pen({ who, tab }: Page, id: string, what: 'ask' | 'answer', more: object = {}) {
  return PenView.parse((await who.call('POST', `${api}/${id}/pen/${what}`, { body: { tab, ...more } })).json);
}
const leave = ({ who, tab }: Page, id: string) =>
  who.call('POST', `${api}/${id}/pen/leave`, { body: { tab } });

async function asOwner(statement: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: hub.database.ownerUrl });
  await client.connect();
  try {
    await client.query(statement, values);
  } finally {
    await client.end();
  }
}
/** Runs `work` while the database's clock is ahead. */
async function later<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const clock = (body: string) =>
    asOwner(
      `create or replace function hub_now() returns timestamptz language sql stable parallel safe as $$ select ${body} $$`,
    );
  await clock(`clock_timestamp() + interval '${ms} milliseconds'`);
  try {
    return await work();
  } finally {
    await clock('clock_timestamp()');
  }
}
const minutes = (n: number) => n * 60_000;

describe('what a draft said before', () => {
  test('is kept as it was made, when another one goes on, and after ten minutes; equal text costs nothing', async () => {
    const { id } = await aDraft();
    const [mine, theirs] = [page(zhang), page(li)];
    for (const text of ['乙。', '丙。', '丁。']) expect((await write(mine, id, text)).status).toBe(200);
    // What came between is one pause of writing.
    expect(await texts(id)).toEqual(['<p>甲。</p>']);
    await leave(mine, id);
    await write(theirs, id, '丁。戊。');
    expect(await texts(id)).toEqual(['<p>丁。</p>', '<p>甲。</p>']);
    await later(minutes(11), async () => {
      await write(theirs, id, '己。');
      await write(theirs, id, '庚。');
    });
    const { now, items } = await history(id);
    expect(await texts(id)).toEqual(['<p>丁。戊。</p>', '<p>丁。</p>', '<p>甲。</p>']);
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
    await later(minutes(22), () => write(theirs, id, '丁。'));
    await later(minutes(33), () => write(theirs, id, '辛。'));
    expect((await texts(id)).filter((text) => text === '<p>丁。</p>')).toHaveLength(2);
    const { length } = await hub.db
      .selectFrom('draft_text')
      .select('hash')
      .where('announcement_id', '=', id)
      .execute();
    expect(length).toBe(4);
  });

  test('has what was submitted, marked, and says that it was returned', async () => {
    const { id, draft } = await aDraft();
    await some(zhang).call('POST', `${api}/${id}/submit`, { body: { revision: draft.revision } });
    const { versionId = '' } = await detail(id);
    const version = VersionDetail.parse(
      (await some(reviewer).call('GET', `/api/v1/versions/${versionId}`)).json,
    );
    const decision = {
      ...{ verdict: 'return', opinion: '请补充依据', versionHash: version.hash },
      renditionHashes: Object.fromEntries(version.renditions.map(({ targetId, hash }) => [targetId, hash])),
    };
    const path = `/api/v1/versions/${versionId}/decisions`;
    expect((await some(reviewer).call('POST', path, { body: decision })).status).toBe(200);
    await write(page(zhang), id, '补充后的。');
    const { items } = await history(id);
    expect(items.map((item) => item.version)).toEqual([{ id: versionId, number: 1, returned: true }]);
    await expect(asOwner('delete from draft_revision where version_id = $1', [versionId])).rejects.toThrow(
      'stays in the history',
    );
  });

  test('comes back by one press, and goes by another; what is replaced stays', async () => {
    const { id } = await aDraft();
    const mine = page(zhang);
    await write(mine, id, '乙。');
    const [first] = (await history(id)).items;
    const restore = async (revision: string, by: Page, stale = 0) =>
      by.who.call('POST', `${api}/${id}/revisions/${revision}/restore`, {
        body: { revision: (await detail(id)).draft.revision - stale, tab: by.tab },
      });
    const answer = RestoredDraft.parse((await restore(first?.id ?? '', mine)).json);
    expect([answer.draft.body, await textOf(id, answer.before)]).toEqual(['<p>甲。</p>', '<p>乙。</p>']);
    const undone = RestoredDraft.parse((await restore(answer.before, mine)).json);
    expect(undone.draft.body).toBe('<p>乙。</p>');
    expect(await texts(id)).toEqual(['<p>甲。</p>', '<p>乙。</p>', '<p>甲。</p>']);
    // Not over somebody, not over what is newer, and nothing that is not this draft's.
    expect(code(await restore(answer.before, page(li)))).toEqual([409, 'pen_held']);
    expect(code(await restore(answer.before, mine, 1))).toEqual([409, 'stale_revision']);
    const other = await aDraft();
    const body = { revision: 1 };
    const path = (announcement: string, revision: string) => `${api}/${announcement}/revisions/${revision}`;
    for (const [who, of] of [
      [zhang, other.id],
      [stranger, id],
    ] as const) {
      expect(code(await some(who).call('GET', path(of, answer.before)))).toEqual([404, 'not_found']);
      const refused = await some(who).call('POST', `${path(of, answer.before)}/restore`, { body });
      expect(code(refused)).toEqual([404, 'not_found']);
    }
    expect(code(await some(stranger).call('GET', `${api}/${id}/revisions`))).toEqual([404, 'not_found']);
    const { draft } = await detail(id);
    await some(zhang).call('POST', `${api}/${id}/submit`, { body: { revision: draft.revision } });
    expect(code(await restore(answer.before, mine))).toEqual([409, 'wrong_state']);
  });

  test('is never 5 MB, whoever tries', async () => {
    const { id } = await aDraft();
    const huge = '长'.repeat(5 * 1024 * 1024);
    expect((await write(page(zhang), id, huge)).status).toBe(413);
    expect((await write(page(zhang), id, huge.slice(0, 600_000))).status).toBe(400);
    expect((await history(id)).items).toEqual([]);
    await expect(
      asOwner('insert into draft_text values ($1, $2, $3)', [id, 'sha256:x', huge]),
    ).rejects.toThrow('check');
    // The largest text that there may be is kept and compared like any other.
    const largest = Array.from({ length: 8_500 }, (_, n) => `<p>${'第'.repeat(45)}${n}</p>`).join('');
    const { draft } = await detail(id);
    const mine = page(zhang);
    await mine.who.call('PUT', `${api}/${id}/draft`, { body: { ...draft, body: largest, tab: mine.tab } });
    await leave(mine, id);
    expect((await write(page(li), id, '短。')).status).toBe(200);
    expect((await history(id)).items[0]?.change?.added).toBeGreaterThan(400_000);
  });

  test('is thinned out, what was submitted stays, and is compared with what is left', async () => {
    const { id, draft } = await aDraft();
    await some(zhang).call('POST', `${api}/${id}/submit`, { body: { revision: draft.revision } });
    await some(zhang).call('POST', `${api}/${id}/withdraw`);
    const pages = [page(zhang), page(li)] as const;
    for (const [n, text] of ['一', '一二', '一二三', '一二三四'].entries()) {
      const writer = pages[n % 2 === 0 ? 0 : 1];
      await write(writer, id, text);
      await leave(writer, id);
    }
    expect(await texts(id)).toEqual(['<p>一二三</p>', '<p>一二</p>', '<p>一</p>', '<p>甲。</p>']);
    // Ten days ago, within one day.
    await asOwner(
      `update draft_revision set at = timestamptz '2026-11-18 10:00+08' + (at - (select min(at) from draft_revision
        where announcement_id = $1)) where announcement_id = $1`,
      [id],
    );
    const thinning = hub.app.get(Thinning, { strict: false });
    const round = () => later(Date.parse('2026-11-28T10:00:00+08:00') - Date.now(), () => thinning.round());
    expect(await round()).toBe(2);
    expect(await texts(id)).toEqual(['<p>一二三</p>', '<p>甲。</p>']);
    expect((await history(id)).items[0]?.change).toEqual({ added: 3, removed: 2, fields: ['body'] });
    const kept = await hub.db
      .selectFrom('draft_text')
      .select('body')
      .where('announcement_id', '=', id)
      .execute();
    expect(kept.map(({ body }) => body).sort()).toEqual(['<p>一二三</p>', '<p>甲。</p>']);
    expect(await round()).toBe(0);
    await expect(hub.db.updateTable('draft_text').set({ body: '改' }).execute()).rejects.toThrow(
      'permission',
    );
  });
});

describe('the pen', () => {
  test('is one page’s: nobody else saves, submits or deletes, and nothing of theirs is lost', async () => {
    const { id, draft } = await aDraft();
    const [mine, theirs] = [page(zhang), page(li)];
    expect((await beat(mine, id)).holder).toMatchObject({ here: true, self: true });
    expect((await beat(theirs, id)).holder).toMatchObject({ here: false, self: false });
    const refused = await write(theirs, id, '他人。');
    expect(code(refused)).toEqual([409, 'pen_held']);
    expect(refused.json['facts']).toMatchObject({ holder: { name: (await beat(theirs, id)).holder?.name } });
    const { revision } = draft;
    for (const answer of [
      await theirs.who.call('POST', `${api}/${id}/submit`, { body: { revision } }),
      await theirs.who.call('DELETE', `${api}/${id}`),
      // A program has no page; it waits like everybody.
      await some(zhang).call('PUT', `${api}/${id}/draft`, { body: { ...draft, title: '程序' } }),
      // Another page of one's own, too.
      await write(page(zhang), id, '另一页。'),
    ])
      expect(code(answer)).toEqual([409, 'pen_held']);
    expect((await detail(id)).draft).toEqual(draft);
    expect((await write(mine, id, '本人。')).status).toBe(200);
    await leave(mine, id);
    expect((await write(theirs, id, '他人。')).status).toBe(200);
    expect((await beat(mine, id)).holder).toMatchObject({ self: false });
  });

  test('is with one page however many reach for it at once', async () => {
    const { id, draft } = await aDraft();
    const pages = [zhang, li, zhang, li, zhang, li].map(page);
    const seen = await Promise.all(pages.map((one) => beat(one, id)));
    expect(seen.filter(({ holder }) => holder?.here)).toHaveLength(1);
    const other = await aDraft();
    const answers = await Promise.all(
      pages.map(({ who, tab }) =>
        who.call('PUT', `${api}/${other.id}/draft`, { body: { ...draft, title: tab, tab } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(answers.filter(({ json }) => json['code'] === 'pen_held')).toHaveLength(5);
  });

  test('is asked for, kept, given, and passes by itself when the holder is gone', async () => {
    const { id } = await aDraft();
    const [mine, theirs] = [page(zhang), page(li)];
    await beat(mine, id);
    expect((await pen(theirs, id, 'ask')).asked).toMatchObject({ here: true });
    expect((await beat(mine, id)).asked).toMatchObject({ name: 'second.clerk同志', here: false });
    expect(await pen(mine, id, 'answer', { give: false })).not.toHaveProperty('asked');
    await pen(theirs, id, 'ask');
    // Somebody else's answer changes nothing.
    expect((await pen(theirs, id, 'answer', { give: true })).holder).toMatchObject({ here: false });
    expect((await pen(mine, id, 'answer', { give: true })).holder).toMatchObject({ here: false });
    expect((await write(theirs, id, '接着写。')).status).toBe(200);
    expect(code(await write(mine, id, '还在写。'))).toEqual([409, 'pen_held']);
    // The holder's network is away: no beat.
    await pen(mine, id, 'ask');
    await later(editing.leaseMs - 10_000, () => beat(mine, id));
    await later(editing.leaseMs + 10_000, async () => {
      expect((await beat(mine, id)).holder).toMatchObject({ here: true });
      expect(code(await write(theirs, id, '断线回来。'))).toEqual([409, 'pen_held']);
    });
  });

  test('is free when the holder is idle, and with another page of the same member at a word', async () => {
    const { id } = await aDraft();
    const [mine, again, theirs] = [page(zhang), page(zhang), page(li)];
    await beat(mine, id);
    expect((await beat(again, id)).holder).toMatchObject({ here: false, self: true });
    expect((await beat(theirs, id, { take: true })).holder).toMatchObject({ here: false });
    expect((await beat(again, id, { take: true })).holder).toMatchObject({ here: true });
    await later(editing.idleMs, async () => {
      await beat(again, id, { idleMs: editing.idleMs });
      expect(await beat(again, id, { idleMs: editing.idleMs })).not.toHaveProperty('holder');
      expect((await beat(theirs, id)).holder).toMatchObject({ here: true });
    });
  });
});

describe('who looks', () => {
  const look = async ({ who, tab }: Page, id: string) =>
    PresenceView.parse(
      (await who.call('PUT', `${api}/${id}/presence`, { body: { tab, place: 'review' } })).json,
    ).people.map(({ name, place }) => [name, place]);

  test('is told to the others until they leave or fall silent', async () => {
    const { id } = await aDraft();
    const [one, other] = [page(reviewer), page(second)];
    expect(await look(one, id)).toEqual([]);
    expect((await look(other, id)).map(([, place]) => place)).toEqual(['review']);
    expect(await look(one, id)).toEqual([['second.reviewer同志', 'review']]);
    await other.who.call('POST', `${api}/${id}/presence/leave`, { body: { tab: other.tab } });
    expect(await look(one, id)).toEqual([]);
    await look(other, id);
    await later(editing.leaseMs + 1_000, async () => {
      expect(await look(one, id)).toEqual([]);
    });
  });

  test('is heard by the office’s pages that may read it, by ids alone', async () => {
    const { id } = await aDraft();
    const open = async (visitor: Visitor | undefined): Promise<[Socket, unknown[]]> => {
      const { cookie = '' } = some(visitor);
      const socket = io(`${hub.url}/live`, {
        ...{ transports: ['websocket'], reconnection: false, forceNew: true },
        extraHeaders: { origin: hub.url, cookie },
      });
      const heard: unknown[] = [];
      socket.on('changedV1', (event) => heard.push(event));
      await new Promise<void>((resolve) => socket.once('connect', resolve));
      return [socket, heard];
    };
    const liaison = await hub.signedIn('liaison');
    const ears = await Promise.all([open(reviewer), open(liaison), open(stranger)]);
    const heard = new Promise<unknown>((resolve) => ears[0][0].once('changedV1', resolve));
    const mine = page(zhang);
    await beat(mine, id);
    expect(await heard).toEqual({ topic: 'presence', ids: [id] });
    // Beats that change nothing are not told.
    await beat(mine, id);
    const last = new Promise<unknown>((resolve) => ears[0][0].once('changedV1', resolve));
    await write(mine, id, '写。');
    expect(await last).toEqual({ topic: 'announcement', ids: [id] });
    expect([ears[1][1], ears[2][1]]).toEqual([[], []]);
    for (const [socket] of ears) socket.disconnect();
  });
});
