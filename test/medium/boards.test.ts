import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import type { BoardView } from '../../src/contract/api.js';
import { boardFiles } from '../../src/contract/boards.js';
import { until } from '../support/until.js';
import { ScreenHub } from './support/screen-hub.js';

jest.setTimeout(30_000);

let at: ScreenHub;
beforeAll(async () => {
  at = await ScreenHub.start();
});
afterEach(() => at.clear());
afterAll(() => at.hub.close());

const reset = { at: '08:30', to: 'unknown' } as const;
const aPhoto = async (): Promise<string> =>
  (
    await sharp({ create: { width: 600, height: 400, channels: 3, background: '#1E6B5C' } })
      .withExif({ IFD0: { Copyright: '某人' } })
      .jpeg()
      .toBuffer()
  ).toString('base64');

async function aBoard(name: string, targetIds: string[] = [at.group]): Promise<BoardView> {
  const made = await at.admin.call('POST', '/api/v1/boards', { body: { name, reset, targetIds } });
  expect([made.status, made.text.slice(0, 300)]).toEqual([201, expect.anything()]);
  return made.json as unknown as BoardView;
}

async function withEntry(board: BoardView, more: object = {}): Promise<BoardView> {
  const body = { name: '测试甲', post: '科长', duties: '公文流转', keeperIds: [], ...more };
  const made = await at.admin.call('POST', `/api/v1/boards/${board.id}/entries`, { body });
  expect([made.status, made.text.slice(0, 200)]).toEqual([201, expect.anything()]);
  return made.json as unknown as BoardView;
}

it('what a member says of the people that they keep is in the signed manifest of the groups that show the board', async () => {
  const clerk = await at.hub.signedIn('clerk');
  const leader = await at.hub.signedIn('leader');
  const [screen, other] = [await at.aScreen('甲'), await at.aScreen('乙', at.otherGroup)];
  const leaderId = (await leader.me()).member.id;
  const board = await withEntry(await aBoard('一楼去向牌'), {
    keeperIds: [leaderId],
    photo: await aPhoto(),
  });
  const [entry] = board.entries;
  expect(entry).toMatchObject({ name: '测试甲', keepers: [{ id: leaderId }] });

  // Of two members without the screens' permission, only the keeper may say it.
  const path = `/api/v1/whereabouts/${entry?.id ?? ''}`;
  const reviewer = await at.hub.signedIn('reviewer');
  expect((await reviewer.call('PUT', path, { body: { state: 'leave' } })).status).toBe(404);
  expect((await reviewer.call('GET', '/api/v1/whereabouts')).json).toEqual({ items: [] });
  const hinted = screen.hints.length;
  const heard = other.hints.length;
  expect((await leader.call('PUT', path, { body: { state: 'meeting', note: '三楼会议室' } })).status).toBe(
    204,
  );
  await until(() => screen.hints.length > hinted);
  const manifest = await screen.manifest();
  expect(manifest.boards).toMatchObject([
    {
      name: '一楼去向牌',
      reset,
      people: [{ name: '测试甲', stated: { state: 'meeting', note: '三楼会议室' } }],
    },
  ]);
  expect(manifest.epoch).toBe(screen.hints.at(-1));
  expect([other.hints.length, (await other.manifest()).boards]).toEqual([heard, undefined]);
  // Who manages the screens may say it for everybody.
  expect((await clerk.call('PUT', path, { body: { state: 'in' } })).status).toBe(204);
  expect((await leader.call('GET', '/api/v1/whereabouts')).json).toMatchObject({
    items: [{ id: entry?.id, stated: { state: 'in' }, board: { name: '一楼去向牌' } }],
  });

  // The photo comes in the board's form, without what the camera wrote, to the screens of the group alone.
  const [photo = ''] = boardFiles(manifest.boards ?? []);
  const sent = await screen.get(`/blobs/${photo}`);
  expect([sent.status, sent.headers.get('content-type')]).toEqual([200, 'image/webp']);
  const { width, height, exif } = await sharp(Buffer.from(await sent.arrayBuffer())).metadata();
  expect([width, height, exif]).toEqual([240, 320, undefined]);
  expect((await other.get(`/blobs/${photo}`)).status).toBe(404);
});

it('refuses an end that has passed, another office’s groups and members, and what is no photo', async () => {
  const board = await withEntry(await aBoard('二楼去向牌', []));
  const id = board.entries[0]?.id ?? '';
  const past = await at.admin.call('PUT', `/api/v1/whereabouts/${id}`, {
    body: { state: 'leave', until: '2020-01-01T00:00:00Z' },
  });
  expect([past.status, past.json['code']]).toEqual([422, 'invalid_time']);
  const stranger = '01900000-0000-7000-8000-0000000000aa';
  const groups = await at.admin.call('POST', '/api/v1/boards', {
    body: { name: '牌', reset, targetIds: [stranger] },
  });
  expect(groups.json['code']).toBe('unknown_target');
  const body = { name: '测试乙', post: '', duties: '', keeperIds: [stranger] };
  const keepers = await at.admin.call('PUT', `/api/v1/board-entries/${id}`, { body });
  expect(keepers.json['code']).toBe('invalid_request');
  const photo = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64');
  const picture = await at.admin.call('PUT', `/api/v1/board-entries/${id}`, {
    body: { ...body, keeperIds: [], photo },
  });
  expect([picture.status, picture.json['code']]).toEqual([422, 'invalid_file']);
});

it('people stand in the order that was given; who is removed is gone with everything, and the ledger has ids alone', async () => {
  let board = await aBoard('三楼去向牌', []);
  for (const name of ['测试甲', '测试乙', '测试丙']) board = await withEntry(board, { name });
  const [a, b, c] = board.entries.map(({ id }) => id);
  const ordered = await at.admin.call('PUT', `/api/v1/boards/${board.id}/order`, {
    body: { entryIds: [c, a] },
  });
  expect((ordered.json as unknown as BoardView).entries.map(({ id }) => id)).toEqual([c, a, b]);
  const photo = await aPhoto();
  await at.admin.call('PUT', `/api/v1/board-entries/${a ?? ''}`, {
    body: { name: '测试甲', post: '主任', duties: '', keeperIds: [], photo },
  });
  await at.admin.call('PUT', `/api/v1/whereabouts/${a ?? ''}`, { body: { state: 'trip', note: '省里' } });
  expect((await at.admin.call('DELETE', `/api/v1/board-entries/${a ?? ''}`)).status).toBe(204);
  expect((await at.admin.call('GET', `/api/v1/board-entries/${a ?? ''}/photo`)).status).toBe(404);
  expect(
    await at.db
      .selectFrom('board_entry')
      .select('id')
      .where('id', '=', a ?? '')
      .execute(),
  ).toEqual([]);
  const entries = await at.ledgerOf(a ?? '');
  expect(entries.map(({ kind, data }) => [kind, data])).toEqual([
    ['board.entry_added', { board: board.id }],
    ['board.entry_changed', { board: board.id }],
    ['board.entry_removed', { board: board.id }],
  ]);
  expect((await at.admin.call('DELETE', `/api/v1/boards/${board.id}`)).status).toBe(204);
  expect(
    (await at.admin.call('PUT', `/api/v1/boards/${board.id}`, { body: { name: '牌', reset, targetIds: [] } }))
      .status,
  ).toBe(404);
});
