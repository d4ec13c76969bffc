import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { BoardList, BoardView } from '../../src/contract/api.js';
import { AssetRef } from '../../src/contract/values.js';
import { until } from '../support/until.js';
import { openHouse } from './support/house.js';
import { approved } from './support/member.js';
import { phone } from './support/picture.js';
import { Screen } from './support/screen.js';

const house = openHouse();
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

house.test('on a telephone, a state is on the boards after one press', async () => {
  const [clerk, leader] = [await house.hub.as('clerk'), await house.hub.as('leader')];
  const { members } = (await clerk.call('GET', '/boards')).json as unknown as BoardList;
  const own = (await leader.call('GET', '/me')).json['member'] as { id: string; name: string };
  expect(members.map(({ id }) => id)).toContain(own.id);
  const reset = { at: '00:00', to: 'unknown' };
  const body = { name: '一楼去向牌', reset, targetIds: [await clerk.target('display')] };
  const board = (await clerk.call('POST', '/boards', body)).json as unknown as BoardView;
  const person = { name: '测试丙', post: '副局长', duties: '分管市容', keeperIds: [own.id] };
  await clerk.call('POST', `/boards/${board.id}/entries`, person);
  const page = await house.pageOf('leader', '/whereabouts', phone);
  await page.getByText('状态未更新').waitFor();
  await page.getByRole('button', { name: '开会' }).click();
  await page.getByRole('button', { name: '开会', pressed: true }).waitFor();
  await page.screenshot({ path: join(process.cwd(), 'test-results', 'content-phone.png') });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  expect(wide).toBe(true);
  const { items } = (await clerk.call('GET', '/boards')).json as unknown as BoardList;
  expect(items.find(({ id }) => id === board.id)?.entries[0]?.stated?.state).toBe('meeting');
  const desk = await house.pageOf('clerk', '/boards');
  await desk.getByText('测试丙').waitFor();
  await desk.screenshot({ path: join(process.cwd(), 'test-results', 'content-boards.png') });
});
