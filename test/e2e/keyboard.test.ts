import { expect } from '@jest/globals';
import { until } from '../support/until.js';
import { openHouse } from './support/house.js';
import { Keys } from './support/keys.js';

const FILE = 'demo/word/03-policy-with-photo.docx';

const house = openHouse();

house.test(
  'a Word file becomes a published notice without a mouse',
  async () => {
    const desk = await house.pageOf('clerk');
    const clerk = new Keys(desk);
    const rail = (name: string) => desk.getByRole('navigation').getByRole('link', { name }).first();
    await clerk.press(rail('信息'));
    await clerk.press(desk.getByRole('link', { name: '起草信息' }));
    await clerk.pickFile(desk.getByRole('button', { name: '选择 Word 文件' }), FILE);
    await desk.getByRole('region', { name: '导入报告' }).waitFor();
    const title = '关于印发户外招牌设置管理办法（键盘起草）的通知';
    await clerk.write(desk.getByLabel('标题', { exact: true }), title);
    await clerk.write(desk.getByLabel('类别'), '政策文件');
    await desk.keyboard.press('Escape');
    // The text, and a word in it that was not there.
    await clerk.to(desk.locator('.ProseMirror'));
    await desk.keyboard.press('Control+End');
    await desk.keyboard.type('本页用键盘写成。');
    // Only the website, to be done soon: the other places are left out one by one.
    const chosen = desk.getByRole('checkbox', { checked: true });
    await chosen.nth(1).waitFor();
    while ((await chosen.count()) > 1) await clerk.press(chosen.nth(1), 'Space');
    await desk.getByRole('checkbox', { name: /^机关门户网站/, checked: true }).waitFor();
    await desk.getByText('可以送审').waitFor();
    await clerk.press(desk.getByRole('button', { name: '送审' }));
    await desk.waitForURL(/\/versions\//);

    const review = await house.pageOf('reviewer');
    const reviewer = new Keys(review);
    await reviewer.press(review.getByRole('navigation').getByRole('link', { name: '审查' }).first());
    await reviewer.press(review.getByRole('link', { name: title }));
    for (const answer of await review.getByRole('checkbox').all())
      if (await answer.isVisible()) await reviewer.press(answer, 'Space');
    await reviewer.press(review.getByRole('button', { name: '同意', exact: true }));
    await review.getByText('审查通过，可以发布').waitFor();

    await clerk.press(rail('信息'));
    await clerk.press(desk.getByRole('link', { name: title }));
    await clerk.press(desk.getByRole('button', { name: '发布…' }));
    await clerk.press(desk.getByRole('dialog').getByRole('button', { name: /处发布/ }));
    await desk.waitForURL(/\/board/);
    const row = desk.getByRole('row').filter({ hasText: title });
    await row.getByRole('button', { name: '机关门户网站：已上线' }).waitFor();

    // What stands behind a cell opens and closes by keys, and gives the focus back.
    const cell = row.getByRole('button', { name: '机关门户网站：已上线' });
    await clerk.press(cell);
    await desk.getByRole('dialog').waitFor();
    await desk.keyboard.press('Escape');
    await desk.getByRole('dialog').waitFor({ state: 'hidden' });
    await until(() => cell.evaluate((element) => element === document.activeElement));

    // Asked back, and agreed to.
    await clerk.press(row.getByRole('button', { name: '撤回…' }));
    await clerk.press(desk.getByRole('radio', { name: '内容有误' }), 'Space');
    await clerk.press(desk.getByRole('button', { name: '申请撤回' }));
    await desk.getByText('撤回申请已提出').waitFor();
    await reviewer.press(review.getByRole('navigation').getByRole('link', { name: '今日' }).first());
    await reviewer.press(review.getByRole('button', { name: '同意撤回' }));
    await row.getByRole('button', { name: '机关门户网站：已撤回' }).waitFor();
    for (const page of [desk, review]) expect(house.complaints(page)).toEqual([]);
  },
  120_000,
);
