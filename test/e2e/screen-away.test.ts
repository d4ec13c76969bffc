import { expect } from '@jest/globals';
import { until } from '../support/until.js';
import { openHouse } from './support/house.js';
import { publish } from './support/member.js';
import { Screen } from './support/screen.js';

const house = openHouse();
const TITLE = '关于临时交通管制的通告';

house.test(
  'what is taken back while a screen is switched off stays with a person until the screen has dropped it',
  async () => {
    const [clerk, reviewer] = [await house.hub.as('clerk'), await house.hub.as('reviewer')];
    const group = await clerk.target('display');
    const screen = await Screen.switchOn(house);
    await clerk.claim(await screen.code(), '西门屏', group);
    const made = await publish(
      { clerk, reviewer },
      { title: TITLE, body: '<p>人民路今日临时封闭。</p>', targetIds: [group] },
    );
    await screen.shows(TITLE);
    const board = await house.pageOf('clerk', '/board');
    const cell = (state: string) =>
      board
        .getByRole('row')
        .filter({ hasText: TITLE })
        .getByRole('button', { name: `一楼大厅屏：${state}`, exact: true });
    await cell('已上线').waitFor();

    // On a slow line a page has asked for everything before it is told of changes.
    let tellOfChanges = (): void => undefined;
    const held = new Promise<void>((resolve) => (tellOfChanges = resolve));
    const today = await house.pageOf('clerk', '/', {}, (context) =>
      context.routeWebSocket(/socket\.io/, async (socket) => {
        await held;
        socket.connectToServer();
      }),
    );
    const forPeople = today.locator('.today-stack');
    await forPeople.getByRole('heading', { name: '需要人处理' }).waitFor();
    await today.waitForLoadState('networkidle');

    // Somebody switches the panel off; then the notice is taken back.
    await screen.page.goto('about:blank');
    await (await house.hub.as('leader')).takeBack(made.id);
    await cell('等人处理').waitFor();
    await cell('等人处理').click();
    await board.getByText(/“西门屏”没有报告已撤下，请到现场查看/).waitFor();
    expect(await forPeople.innerText()).not.toContain(TITLE);
    tellOfChanges();
    await forPeople.getByText(TITLE).first().waitFor();

    // It comes back, drops the notice and says so; nobody has to press anything.
    await screen.page.goto(`${house.hub.origin}/display`);
    await board.keyboard.press('Escape');
    await cell('已撤回').waitFor();
    expect((await screen.watch(2_000)).titles).not.toContain(TITLE);
    const { deliveries } = await clerk.record(made.id);
    expect(deliveries.map(({ operation, state }) => [operation, state])).toEqual(
      expect.arrayContaining([
        ['publish', 'gone'],
        ['recall', 'done'],
      ]),
    );
    await until(async () => !(await forPeople.innerText()).includes(TITLE), Boolean, { withinMs: 20_000 });
    // Who wants to look it up finds it all the same.
    await today
      .getByRole('group', { name: '今天的撤回' })
      .getByRole('link')
      .filter({ hasText: TITLE })
      .waitFor();
  },
  120_000,
);
