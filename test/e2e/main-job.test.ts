import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { until } from '../support/until.js';
import type { Page } from 'playwright-core';
import { Hand } from './support/hand.js';
import { openHouse } from './support/house.js';
import { publish } from './support/member.js';
import { downloadTo, runNode } from './support/taken-along.js';
import { Screen } from './support/screen.js';

const FILE = 'demo/word/03-policy-with-photo.docx';
const SITE = '机关门户网站';
const WALL = '一楼大厅屏';
/** What the issue allows a person for the way from the file to the wall. */
const LONGEST_MS = 3 * 60_000;

/** What the issue allows the clerk's hand, signing in included, from the file to its submission. */
const MOST_STEPS = 12;

const house = openHouse({ fresh: true });

const cell = (page: Page, title: string, target: string, state: string) =>
  page
    .getByRole('row')
    .filter({ hasText: title })
    .getByRole('button', { name: `${target}：${state}`, exact: true });

/** What a target would show, in its frame. */
const previewOf = (page: Page, target: string) =>
  page.locator(`iframe[title="“${target}”上的样子"]`).first().contentFrame();

async function naturalWidth(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate((image) =>
      (image as HTMLImageElement).decode().then(() => (image as HTMLImageElement).naturalWidth),
    );
}

house.test(
  'a Word file becomes a notice on the website and on a lobby screen, approved by a second person, and is taken back',
  async () => {
    const started = performance.now();
    const clerk = new Hand(await house.page());
    const desk = clerk.page;

    // The clerk brings the file in.
    await clerk.signIn(house.hub.origin, await house.hub.credentials('clerk'));
    await clerk.goTo('信息');
    await clerk.press(desk.getByRole('link', { name: '起草信息' }));
    await clerk.pickFile('选择 Word 文件', FILE);
    const report = desk.getByRole('region', { name: '导入报告' });
    await report.waitFor();
    expect(await report.textContent()).toContain('03-policy-with-photo.docx');
    const title = await desk.getByLabel('标题', { exact: true }).inputValue();
    expect(title).toBe('关于印发《望河区户外招牌设置管理办法》的通知');
    const docNo = await desk.getByLabel('文号').inputValue();
    expect(docNo).toMatch(/〔20\d\d〕\d+\s?号/);
    expect(await naturalWidth(desk, '.ProseMirror img')).toBeGreaterThan(100);

    // A new draft goes everywhere, and shows what it will look like there.
    for (const target of [SITE, WALL]) {
      const chosen = desk.getByRole('checkbox', { name: new RegExp(`^${target}`) });
      await until(() => chosen.isChecked());
    }
    for (const target of [SITE, WALL]) {
      const preview = previewOf(desk, target);
      await preview.getByText(title).first().waitFor();
    }
    const category = desk.getByLabel('类别');
    if ((await category.inputValue()) === '') await clerk.write(category, '政策文件');
    await desk.getByText('可以送审').waitFor();
    await clerk.button('送审');
    await desk.waitForURL(/\/versions\//);
    expect(clerk.steps).toBeLessThanOrEqual(MOST_STEPS);

    // A second person approves exactly this.
    const reviewer = new Hand(await house.page());
    const review = reviewer.page;
    await reviewer.signIn(house.hub.origin, await house.hub.credentials('reviewer'));
    await reviewer.goTo('审查');
    await reviewer.press(review.getByRole('link', { name: title }));
    for (const target of [SITE, WALL]) {
      const preview = previewOf(review, target);
      await preview.getByText(title).first().waitFor();
    }
    await reviewer.button('同意');
    await review.getByText('审查通过，可以发布').waitFor();

    // A new screen asks to be taken in.
    const screen = await Screen.switchOn(house);
    const code = await screen.code();
    await clerk.goTo('显示屏');
    await clerk.button('登记显示屏');
    const dialog = desk.getByRole('dialog');
    await dialog.locator('input').first().pressSequentially(code);
    await clerk.write(dialog.getByLabel('名称'), '大厅东侧屏');
    await clerk.press(dialog.getByRole('button', { name: '登记', exact: true }));
    await desk.getByText('大厅东侧屏', { exact: true }).waitFor();

    // It goes out, and the board fills by itself.
    await clerk.goTo('信息');
    await clerk.press(desk.getByRole('link', { name: title }));
    await clerk.button('发布…');
    await clerk.button(/向 \d+ 处发布/);
    await desk.waitForURL(/\/board/);
    await desk.evaluate(() => Object.assign(window, { sameDocument: true }));
    await cell(desk, title, SITE, '已上线').waitFor();
    await screen.shows(title);
    await cell(desk, title, WALL, '已上线').waitFor();
    expect(await desk.evaluate(() => 'sameDocument' in window)).toBe(true);
    const took = performance.now() - started;
    expect(took).toBeLessThan(LONGEST_MS);

    // What stands on the wall.
    const slide = screen.page.locator('#stage article.slide');
    expect(await slide.locator('.slide-foot').textContent()).toContain(docNo);
    expect(await slide.getByRole('img', { name: '本信息网页的二维码' }).count()).toBe(1);
    expect(await slide.locator('.slide-clock').textContent()).toMatch(/^\d\d:\d\d$/);
    expect((await slide.locator('.slide-flow').textContent())?.length).toBeGreaterThan(40);

    // The record: every target, state, attempt, decision and hash.
    await clerk.press(desk.getByRole('link', { name: title }));
    await desk.getByRole('heading', { name: '版本与审查' }).waitFor();
    const record = await desk.locator('main').innerText();
    for (const fact of [SITE, WALL, '已上线', '同意', docNo, '第 1 版']) expect(record).toContain(fact);
    await desk.locator('summary', { hasText: SITE }).first().click();
    await desk.getByRole('heading', { name: '经过' }).first().waitFor();
    expect(
      await desk.getByRole('button', { name: /复制哈希值 sha256:[0-9a-f]{64}/ }).count(),
    ).toBeGreaterThan(3);

    // The public page, reached as a reader would.
    const permalink = (await desk.locator('a.permalink').getAttribute('href')) ?? '';
    const reader = await house.page();
    const answer = await reader.goto(permalink);
    expect(answer?.status()).toBe(200);
    expect(new URL(reader.url()).origin).toBe(house.hub.site);
    expect((await reader.getByRole('heading', { level: 1 }).innerText()).replace(/\s/g, '')).toBe(title);
    expect(await reader.locator('[data-field="docNo"]').innerText()).toBe(docNo);
    const published = await reader.locator('time#published').getAttribute('datetime');
    expect(Math.abs(Date.now() - Date.parse(published ?? ''))).toBeLessThan(5 * 60_000);
    expect(await reader.locator('#body').innerText()).toMatch(/第十六条\s*本办法自2027年1月1日起施行/);
    expect(await naturalWidth(reader, '#body img')).toBeGreaterThan(100);
    expect(house.complaints(reader)).toEqual([]);

    // Taken back, with a reason, from the board.
    await clerk.goTo('发布看板');
    await clerk.press(
      desk.getByRole('row').filter({ hasText: title }).getByRole('button', { name: '撤回…' }),
    );
    await desk.getByText(`从 9 个渠道、1 块屏撤回《${title}》`).waitFor();
    await clerk.press(desk.getByRole('radio', { name: '内容有误' }));
    await clerk.button('申请撤回');
    await desk.getByText('撤回申请已提出').waitFor();
    await clerk.press(desk.getByRole('dialog').getByRole('button', { name: '关闭', exact: true }).last());
    await reviewer.goTo('今日');
    await reviewer.button('同意撤回');
    await desk.evaluate(() => Object.assign(window, { sameDocument: true }));
    await cell(desk, title, SITE, '已撤回').waitFor();
    await cell(desk, title, WALL, '已撤回').waitFor();
    expect(await desk.evaluate(() => 'sameDocument' in window)).toBe(true);
    expect(await screen.titles()).not.toContain(title);
    const tombstone = await reader.goto(permalink);
    expect(tombstone?.status()).toBe(410);
    expect(await reader.locator('#reason').innerText()).toBe('内容有误');
    expect(await reader.content()).not.toContain(title);

    // Who was not there checks it afterwards: the receipt and the script in an empty folder, and Node.
    await clerk.goTo('发布看板');
    await clerk.press(desk.getByRole('link', { name: title }));
    await desk.getByRole('heading', { name: '版本与审查' }).waitFor();
    const folder = await mkdtemp(join(tmpdir(), 'hub-auditor-'));
    try {
      const receipt = await downloadTo(folder, desk, () => clerk.button('发布凭证'));
      await desk.getByText(`已下载 ${receipt}`).waitFor();
      const checker = await downloadTo(folder, desk, () =>
        clerk.press(desk.getByRole('link', { name: '下载核验脚本' })),
      );
      const good = await runNode(folder, checker, receipt);
      expect(good).toMatchObject({ code: 0 });
      for (const fact of [title, SITE, WALL, permalink]) expect(good.out).toContain(fact);
      expect(good.out).toMatch(/已下线 gone, 内容有误 error/);
      const bytes = await readFile(join(folder, receipt));
      const middle = Math.floor(bytes.length / 2);
      bytes[middle] = (bytes[middle] ?? 0) ^ 1;
      await writeFile(join(folder, receipt), bytes);
      expect(await runNode(folder, checker, receipt)).toMatchObject({ code: 1 });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }

    process.stderr.write(
      `a person's part: ${clerk.steps + reviewer.steps} presses and fields; file to wall ${(took / 1000).toFixed(1)} s\n`,
    );
  },
  180_000,
);

house.test(
  'what the machine found is mended while writing, or let pass by a second person, and answered before it is approved',
  async () => {
    const title = '关于资格复审的公告';
    const number = '11010519491231002X';
    const member = await house.hub.as('clerk');
    const { id } = await member.draft({
      title,
      category: '招聘信息',
      body: `<p>证件号码：${number}，联系人手机 138-0013-8000。请截止2026年12月1日报名。</p>`,
      targetIds: [await member.target('website')],
    });
    const desk = await house.pageOf('clerk', `/announcements/${id}/edit`);
    const clerk = new Hand(desk);
    const found = desk.getByRole('region', { name: '发布前筛查' });
    await found.getByText('居民身份证号').waitFor();
    await clerk.press(found.getByRole('button', { name: '改为“截至”' }));
    await desk.locator('.ProseMirror').getByText('请截至2026年12月1日报名').waitFor();
    await found.getByText('常见错别字').waitFor({ state: 'detached' });
    // What has to be dealt with stands in the way, and leads to where it is said.
    await desk.getByText('还有 1 处要改').waitFor();
    expect(await desk.getByRole('button', { name: '送审' }).isDisabled()).toBe(true);
    await clerk.press(desk.locator('.desk-blocks-first').getByRole('button', { name: '正文：居民身份证号' }));
    await clerk.press(found.getByRole('button', { name: '确需保留，请人放行' }));
    await desk.getByText('已通知有权放行的人').waitFor();

    const review = await house.pageOf('reviewer', `/announcements/${id}#blocks`);
    const reviewer = new Hand(review);
    await reviewer.write(review.getByLabel('“居民身份证号”可以放行的理由'), '国标文本中的示例号码');
    await reviewer.button('放行');
    await found.getByText('已放行：国标文本中的示例号码').waitFor();
    await desk.getByText('可以送审').waitFor();
    await clerk.button('送审');
    await desk.waitForURL(/\/versions\//);

    await review.goto(`${house.hub.origin}${new URL(desk.url()).pathname}`);
    await reviewer.button('同意');
    await review.getByText('筛查结果还有 1 处没有核对').waitFor();
    await reviewer.press(review.getByRole('checkbox', { name: '已核对，可以公开' }));
    await review.getByText('已放行：国标文本中的示例号码').waitFor();
    await reviewer.button('同意');
    await review.getByText('审查通过，可以发布').waitFor();
    expect((await member.detail(id)).stage).toBe('approved');
    for (const page of [desk, review]) expect(house.complaints(page)).toEqual([]);
  },
  90_000,
);

house.test(
  'a notice that comes round again goes out in four presses of the clerk',
  async () => {
    const title = '关于开展夜间噪声巡查的通告';
    const [member, second] = [await house.hub.as('clerk'), await house.hub.as('reviewer')];
    const targetIds = [await member.target('website')];
    const { id } = await publish(
      { clerk: member, reviewer: second },
      {
        title,
        category: '通知公告',
        docNo: '望综执〔2026〕31号',
        body: '<p>每月第一周夜间巡查。</p>',
        targetIds,
      },
    );

    const desk = await house.pageOf('clerk', `/announcements/${id}`);
    const clerk = new Hand(desk);
    await clerk.button('再发一份');
    await desk.getByText('这是照以往信息起草的').waitFor();
    expect(await desk.getByLabel('标题', { exact: true }).inputValue()).toBe(title);
    expect(await desk.getByLabel('文号').inputValue()).toBe('');
    await desk.getByText('可以送审').waitFor();
    await clerk.button('送审');
    await desk.waitForURL(/\/versions\//);
    const copy = new URL(desk.url()).pathname.split('/').at(-1) ?? '';
    await second.approve(copy);
    await clerk.button('发布…');
    await clerk.button(/^向 1 处发布/);
    await desk.waitForURL(/\/board/);
    expect(clerk.steps).toBeLessThanOrEqual(4);
    await until(async () => {
      const rows = (await member.board()).items.filter((row) => row.title === title);
      return rows.length === 2 && rows.every((row) => row.deliveries.every(({ state }) => state === 'live'));
    });
    expect(house.complaints(desk)).toEqual([]);
  },
  60_000,
);
