import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { BoardList, BoardView, ScreenDetail } from '../../src/contract/api.js';
import { AssetRef } from '../../src/contract/values.js';
import { until } from '../support/until.js';
import { openHouse } from './support/house.js';
import { approved, type Member } from './support/member.js';
import { phone } from './support/picture.js';
import { allDay, putPlan } from './support/plan.js';
import { Screen } from './support/screen.js';

const house = openHouse();
/** What came of asking a screen for a picture of its glass. */
async function screenshotOf(clerk: Member, screenId: string) {
  const path = `/screens/${screenId}`;
  expect((await clerk.call('POST', `${path}/commands`, { kind: 'screenshot' })).status).toBe(201);
  const newest = async () => ((await clerk.call('GET', path)).json as unknown as ScreenDetail).commands[0];
  return until(newest, (command) => command !== undefined && command.state !== 'waiting');
}
const fixture = (name: string): Promise<Uint8Array> =>
  readFile(join(process.cwd(), 'channels/display/fixtures/assets', name));

house.test(
  'a film with captions and a poster as PDF come from a draft’s attachments onto the wall, in the bundled font',
  async () => {
    const [clerk, reviewer] = [await house.hub.as('clerk'), await house.hub.as('reviewer')];
    const target = await clerk.target('display');
    const screen = await Screen.switchOn(house);
    await clerk.claim(await screen.code(), '影片屏', target);
    const attachments: AssetRef[] = [];
    for (const [name, file] of [
      ['宣传片.mp4', 'clip.mp4'],
      ['宣传片.vtt', 'clip.vtt'],
      ['海报.pdf', 'poster.pdf'],
    ] as const) {
      const answer = await clerk.upload('/blobs', name, await fixture(file));
      attachments.push(AssetRef.parse(answer.json));
    }
    const fields = {
      title: '冬季整治宣传片',
      body: '<p>欢迎观看。𬬻峰街道。</p>',
      attachments,
      extras: { display: { pdf: true } },
      targetIds: [target],
    };
    const { versionId } = await approved({ clerk, reviewer }, fields);
    await clerk.release(versionId, { targetIds: [target] });
    await screen.shows(fields.title);
    const { page } = screen;
    const fonts = await page.evaluate(() =>
      [...document.fonts]
        .filter(({ status }) => status === 'loaded')
        .map(({ family }) => family.replaceAll('"', '')),
    );
    expect(fonts).toEqual(expect.arrayContaining(['Tongbo Wall', 'Tongbo Wall More']));

    const film = page.locator('#stage video.slide-film');
    await film.waitFor({ timeout: 60_000 });
    const place = () =>
      film.evaluate((video: HTMLVideoElement) => ({
        at: video.currentTime,
        muted: video.muted,
        cue: video.textTracks[0]?.activeCues?.length ?? 0,
        broken: video.dataset['broken'],
      }));
    const moving = await until(place, ({ at, cue }) => at > 0.2 && cue > 0);
    expect(moving).toMatchObject({ muted: true, broken: undefined });
    await page.screenshot({ path: join(process.cwd(), 'test-results', 'content-film.png') });
    const sheet = page.locator('#stage .slide-fill > img');
    await sheet.waitFor({ timeout: 60_000 });
    await film.waitFor({ state: 'detached' });
    expect(await sheet.evaluate((picture: HTMLImageElement) => picture.naturalHeight)).toBe(1440);
    await page.screenshot({ path: join(process.cwd(), 'test-results', 'content-sheet.png') });
  },
  180_000,
);

house.test('a character that no screen can draw is named before anybody submits it', async () => {
  const clerk = await house.hub.as('clerk');
  const target = await clerk.target('display');
  const { id, draft } = await clerk.draft({
    ...{
      title: '关于\u{2A6D6}河整治的通告',
      category: '通知公告',
      body: '<p>正文。</p>',
      targetIds: [target],
    },
  });
  const refused = await clerk.call('POST', `/announcements/${id}/submit`, { revision: draft.revision });
  expect([refused.status, JSON.stringify(refused.json)]).toEqual([422, expect.stringContaining('U+2A6D6')]);
});

house.test('on a telephone, a state is on the boards and on the wall after one press', async () => {
  const [clerk, leader] = [await house.hub.as('clerk'), await house.hub.as('leader')];
  const { members } = (await clerk.call('GET', '/boards')).json as unknown as BoardList;
  const own = (await leader.call('GET', '/me')).json['member'] as { id: string; name: string };
  expect(members.map(({ id }) => id)).toContain(own.id);
  const reset = { at: '00:00', to: 'unknown' };
  const body = { name: '一楼去向牌', reset, targetIds: [await clerk.target('display')] };
  const board = (await clerk.call('POST', '/boards', body)).json as unknown as BoardView;
  const person = { name: '测试丙', post: '副局长', duties: '分管市容', keeperIds: [own.id] };
  await clerk.call('POST', `/boards/${board.id}/entries`, person);
  const photo = Buffer.from(await fixture('signboards.jpg')).toString('base64');
  for (const [name, post, more] of [
    ['测试丁', '局长', { photo }],
    ['测试戊', '办公室主任', {}],
    ['测试己', '审批科科长', {}],
    ['测试庚', '执法大队大队长', {}],
  ] as const)
    await clerk.call('POST', `/boards/${board.id}/entries`, {
      name,
      post,
      duties: '负责本科室全面工作',
      keeperIds: [],
      ...more,
    });
  const target = await clerk.target('display');
  await putPlan(clerk, target, allDay('full', [{ kind: 'board', boardId: board.id, seconds: 30 }]));
  const screen = await Screen.switchOn(house);
  const { id: screenId } = await clerk.claim(await screen.code(), '去向屏', target);
  const card = screen.page.locator('#stage .board-card', { hasText: '测试丙' });
  await card.getByText('状态未更新').waitFor();
  await screen.page.waitForFunction(() => {
    const picture = document.querySelector<HTMLImageElement>('#stage img.board-photo');
    return picture?.complete === true && picture.naturalHeight === 320;
  });
  const page = await house.pageOf('leader', '/whereabouts', phone);
  await page.getByText('状态未更新').waitFor();
  await page.getByRole('button', { name: '开会' }).click();
  await page.getByRole('button', { name: '开会', pressed: true }).waitFor();
  await card.getByText('开会').waitFor();
  await until(
    () => screen.page.locator('#stage > .layer').count(),
    (layers) => layers === 1,
  );
  await screen.page.screenshot({ path: join(process.cwd(), 'test-results', 'content-board.png') });
  expect(await screenshotOf(clerk, screenId)).toMatchObject({ state: 'done', picture: true });
  await page.screenshot({ path: join(process.cwd(), 'test-results', 'content-phone.png') });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  expect(wide).toBe(true);
  const { items } = (await clerk.call('GET', '/boards')).json as unknown as BoardList;
  expect(items.find(({ id }) => id === board.id)?.entries[0]?.stated?.state).toBe('meeting');
  const desk = await house.pageOf('clerk', '/boards');
  await desk.getByText('测试丙').waitFor();
  await desk.screenshot({ path: join(process.cwd(), 'test-results', 'content-boards.png') });
});
