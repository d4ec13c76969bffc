import { expect } from '@jest/globals';
import { io } from 'socket.io-client';
import type { Page } from 'playwright-core';
import { ChangePassword, LIVE_NAMESPACE, MemberWithPassword, type Role } from '../../src/contract/api.js';
import { ScreenClient } from '../support/screen-client.js';
import { until } from '../support/until.js';
import { Hand } from './support/hand.js';
import { openHouse } from './support/house.js';
import { Member } from './support/member.js';

const house = openHouse();

const people = async () => ({
  clerk: await house.hub.as('clerk'),
  reviewer: await house.hub.as('reviewer'),
});
async function aSubmission(clerk: Member, title: string) {
  const targetIds = [await clerk.target('website')];
  const { id, draft } = await clerk.draft({ title, body: '<p>正文。</p>', category: '通知公告', targetIds });
  const { versionId } = await clerk.submit(id, draft.revision);
  return { id, versionId, targetIds, revision: draft.revision };
}

house.test(
  'a publish time in the past and an expiry before it are refused, and nothing goes out',
  async () => {
    const { clerk, reviewer } = await people();
    const { id, versionId, targetIds } = await aSubmission(clerk, '关于时间的通告');
    await reviewer.approve(versionId);
    const hour = 3_600_000;
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    for (const times of [
      { publishAt: at(-hour) },
      { publishAt: at(2 * hour), expiresAt: at(hour) },
      { expiresAt: at(-hour) },
    ]) {
      const answer = await clerk.call('POST', `/versions/${versionId}/release`, { targetIds, ...times });
      expect([answer.status, answer.json['code']]).toEqual([422, 'invalid_time']);
    }
    expect((await clerk.record(id)).releases).toEqual([]);
    expect((await clerk.detail(id)).stage).toBe('approved');

    const draft = await clerk.draft({
      title: '草稿',
      body: '<p>正文。</p>',
      category: '通知公告',
      targetIds,
      plannedAt: at(2 * hour),
      expiresAt: at(hour),
    });
    const page = await house.pageOf('clerk', `/announcements/${draft.id}/edit`);
    await page.getByText('有效期早于计划发布时间').first().waitFor();
    expect(await page.getByRole('button', { name: '送审' }).isDisabled()).toBe(true);
    const refused = await clerk.call('POST', `/announcements/${draft.id}/submit`, {
      revision: draft.draft.revision,
    });
    expect([refused.status, refused.json['code']]).toEqual([422, 'not_submittable']);
  },
);

house.test(
  'what changed after the reviewer looked cannot be approved, and the page says what to do',
  async () => {
    const { clerk } = await people();
    const { id, versionId } = await aSubmission(clerk, '关于修改的通告');
    const context = await house.context();
    // This reviewer's page hears nothing of changes, as behind a proxy that lets no socket through.
    await context.route('**/socket.io/**', (route) => route.abort());
    await context.routeWebSocket('**/socket.io/**', (socket) => socket.close());
    const reviewer = new Hand(await context.newPage());
    await reviewer.signIn(
      `${house.hub.console}/versions/${versionId}`,
      await house.hub.credentials('reviewer'),
    );
    await reviewer.page.getByRole('button', { name: '同意' }).waitFor();

    await clerk.call('POST', `/announcements/${id}/withdraw`);
    const { draft } = await clerk.detail(id);
    const { revision, ...fields } = draft;
    const saved = await clerk.call('PUT', `/announcements/${id}/draft`, {
      ...fields,
      revision,
      body: '<p>改过的正文。</p>',
    });
    expect(saved.status).toBe(200);
    const newer = await clerk.submit(id, revision + 1);

    const decided = reviewer.page.waitForResponse((answer) => answer.url().endsWith('/decisions'));
    await reviewer.button('同意');
    const answer = await decided;
    expect(answer.status()).toBe(409);
    const { hash: seen } = await clerk.version(versionId);
    expect(await answer.json()).toMatchObject({
      code: 'hash_mismatch',
      facts: { seen, current: newer.hash },
    });
    await reviewer.page.getByText('内容在您查看之后变过了').waitFor();
    await reviewer.page.getByText('请重新查看后再决定').first().waitFor();
    const record = await clerk.record(id);
    expect(record.versions.flatMap((version) => version.decisions)).toEqual([]);
  },
);

house.test(
  'a socket that sends rubbish, or speaks for another screen, is refused and changes nothing',
  async () => {
    const { clerk } = await people();
    const group = await clerk.target('display');
    const [one, other] = [
      await ScreenClient.make(house.hub.console),
      await ScreenClient.make(house.hub.console),
    ];
    for (const [client, name] of [
      [one, '甲屏'],
      [other, '乙屏'],
    ] as const) {
      const asked = await client.ask();
      if (asked.state !== 'waiting') throw new Error('a new key is not claimed yet');
      await clerk.claim(asked.code, name, group);
      expect(await client.connect()).toMatchObject({ state: 'welcome' });
      await client.alive();
    }
    const screens = async () =>
      JSON.stringify((await clerk.call('GET', '/screens')).json, (key, value: unknown) =>
        key === 'lastSeenAt' ? undefined : value,
      );
    // What a screen says of itself is written down a moment after its greeting is answered.
    const before = await until(screens, (shown) => shown.split('viewport').length === 3);

    const stolen = { screenId: other.id, viewport: { width: 1, height: 1 }, epoch: 999 };
    expect(await one.emit('aliveV1', stolen)).toMatchObject({ ok: false });
    expect(await one.holds(1, [], other.id)).toMatchObject({ ok: false });
    expect(await one.progress('00000000-0000-4000-8000-000000000000', 'painted', other.id)).toMatchObject({
      ok: false,
    });
    for (const rubbish of [
      null,
      7,
      'x'.repeat(10_000),
      { screenId: one.id, epoch: -1 },
      [[[]]],
      { __proto__: null },
    ])
      expect(await one.emit('holdsV1', rubbish)).toMatchObject({ ok: false });
    one.send('nothing-like-this', { a: 1 });
    expect(await one.alive()).toMatchObject({ ok: true });
    expect(await screens()).toBe(before);

    const stranger = io(`${house.hub.console}${LIVE_NAMESPACE}`, {
      transports: ['websocket'],
      reconnection: false,
    });
    const refusal = await new Promise<Error>((resolve) => stranger.once('connect_error', resolve));
    expect(refusal.message).toBe('not_signed_in');
    stranger.disconnect();
    one.close();
    other.close();
  },
);

house.test('a session cookie is worth nothing after the log-out', async () => {
  const page = await house.page();
  const person = new Hand(page);
  await person.signIn(house.hub.console, await house.hub.credentials('leader'));
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const replay = () => fetch(`${house.hub.console}/api/v1/me`, { headers: { cookie } });
  expect((await replay()).status).toBe(200);
  // The page is drawn whole, so that nothing moves under the hand.
  await page.locator('.today-item').first().waitFor();
  await person.press(page.locator('.account-button'));
  await person.press(page.getByRole('menuitem', { name: '退出登录' }));
  await page.getByLabel('用户名').waitFor();
  expect((await replay()).status).toBe(401);
});

/** A new colleague who has signed in. */
async function colleague(username: string, name: string, roles: Role[]): Promise<Member> {
  const admin = await house.hub.as('administrator');
  const made = await admin.call('POST', '/members', { username, name, roles });
  const { password } = MemberWithPassword.parse(made.json);
  const member = await Member.signIn(house.hub.console, { username, password });
  const wish = ChangePassword.parse({ currentPassword: password, newPassword: 'a-long-new-password-1' });
  expect((await member.visitor.call('POST', '/api/auth/change-password', { body: wish })).status).toBe(200);
  return member;
}

house.test('who drafted it cannot approve it, whatever roles they have', async () => {
  const both = await colleague('both', '程双任', ['clerk', 'reviewer']);
  const { id, versionId } = await aSubmission(both, '关于自审的通告');
  await expect(both.approve(versionId)).rejects.toThrow('drafter_may_not_decide');
  const { clerk } = await people();
  await expect(clerk.approve(versionId)).rejects.toThrow('403');
  expect((await clerk.detail(id)).stage).toBe('review');

  const page = await house.pageOf('clerk', `/versions/${versionId}`);
  await page.getByText('这一步由其他角色审查').waitFor();
  expect(await page.getByRole('button', { name: '同意' }).count()).toBe(0);
});

house.test(
  'two people at one draft: one writes, the other reads along, asks, goes on, and brings back',
  async () => {
    const { clerk } = await people();
    const other = await colleague('second', '程接笔', ['clerk']);
    const { id } = await clerk.draft({ title: '关于轮流编辑的通告', body: '<p>第一段。</p>' });
    const [mine, theirs] = [await house.pageOf('clerk'), await house.pageOf(other)];
    const textOf = (page: Page) => page.locator('.ProseMirror');
    const title = (page: Page) => page.getByLabel('标题', { exact: true });
    await mine.goto(`${house.hub.origin}/announcements/${id}/edit`);
    await textOf(mine).click();
    await mine.keyboard.press('Control+End');
    await mine.keyboard.type('第二段。');
    const saved = async (body: string) => until(async () => (await clerk.detail(id)).draft.body === body);
    await saved('<p>第一段。第二段。</p>');
    // What was saved meanwhile can still be undone, and done again.
    await mine.keyboard.press('Control+z');
    await saved('<p>第一段。</p>');
    await mine.keyboard.press('Control+Shift+z');
    await saved('<p>第一段。第二段。</p>');

    await theirs.goto(`${house.hub.origin}/announcements/${id}/edit`);
    await theirs.getByText(/正在编辑 · /).waitFor();
    expect(await title(theirs).isDisabled()).toBe(true);
    await theirs.getByRole('button', { name: '请求编辑' }).click();
    await mine.getByText('程接笔请求编辑').waitFor();
    await mine.getByRole('button', { name: '交给对方' }).click();
    await mine.getByText(/程接笔正在编辑 · /).waitFor();
    await until(() => title(theirs).isEnabled());
    await textOf(theirs).fill('全部重写。');
    await textOf(mine).getByText('全部重写。').waitFor();
    expect(await textOf(mine).getAttribute('contenteditable')).toBe('false');

    // What the first one wrote is there, and comes back whole.
    const hand = new Hand(theirs);
    await hand.button('历史版本');
    await theirs.locator('.history-choice').first().click();
    await theirs.locator('.changes ins').filter({ hasText: '第二段' }).waitFor();
    await hand.button('恢复此版本');
    await textOf(theirs).getByText('第一段。第二段。').waitFor();
    await textOf(mine).getByText('第一段。第二段。').waitFor();
    await hand.button('撤销恢复');
    await textOf(theirs).getByText('全部重写。').waitFor();
    for (const page of [mine, theirs]) expect(house.complaints(page)).toEqual([]);
  },
);

house.test('another site can neither post in a member’s name nor read what they see', async () => {
  const page = await house.pageOf('clerk');
  const total = async () =>
    (await (await house.hub.as('clerk')).call('GET', '/announcements?limit=1')).json['total'];
  const before = await total();
  const refused: number[] = [];
  page.on('response', (answer) => {
    if (answer.request().method() === 'POST') refused.push(answer.status());
  });
  // Another origin on the same host: cookies travel there too, so that nothing but the hub's own check is left.
  const evil = `https://${new URL(house.hub.origin).hostname}:9/evil.html`;
  await page.route(evil, (route) => route.fulfill({ contentType: 'text/html', body: '<body>Win a prize' }));
  await page.goto(evil);
  const target = `${house.hub.origin}/api/v1/announcements`;
  // The answer's page has to be there before the next visit, or one navigation ends the other.
  const answered = page.waitForURL(target);
  await page.evaluate((action) => {
    const form = Object.assign(document.createElement('form'), {
      method: 'post',
      enctype: 'text/plain',
      action,
    });
    form.append(Object.assign(document.createElement('input'), { name: '{"title":"', value: '"}' }));
    document.body.append(form);
    form.submit();
  }, target);
  await answered;
  expect(refused).toEqual([403]);
  await page.goto(evil);
  const reading = await page.evaluate(
    (url) =>
      fetch(url, { credentials: 'include' }).then(
        (answer) => answer.status,
        () => 'blocked',
      ),
    `${house.hub.origin}/api/v1/me`,
  );
  expect(reading).toBe('blocked');
  expect(await total()).toBe(before);
});
