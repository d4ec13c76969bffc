import { expect } from '@jest/globals';
import { Hand } from './support/hand.js';
import { openHouse } from './support/house.js';

const house = openHouse();

/** Approved announcements for the office's site that nobody has released yet, by title. */
async function approved(...titles: string[]): Promise<{ id: string; versionId: string }[]> {
  const [clerk, reviewer] = await Promise.all([house.hub.as('clerk'), house.hub.as('reviewer')]);
  const targetIds = [await clerk.target('website')];
  return Promise.all(
    titles.map(async (title) => {
      const fields = { title, body: `<p>${title}。</p>`, category: '通知公告' as const, targetIds };
      const { id, draft } = await clerk.draft(fields);
      const { versionId } = await clerk.submit(id, draft.revision);
      await reviewer.approve(versionId);
      return { id, versionId };
    }),
  );
}

house.test(
  'a policy and its interpretation go together; a group that lost an approval is held, said, and dissolved',
  async () => {
    const [policy, reading] = ['关于规范共享单车停放的通告', '《关于规范共享单车停放的通告》解读'];
    const [first] = await approved(policy, reading);
    const page = await house.pageOf('clerk');
    const clerk = new Hand(page);
    await page.goto(`${house.hub.console}/versions/${first?.versionId ?? ''}`);
    await clerk.button('发布…');
    const dialog = page.getByRole('dialog');
    await clerk.write(dialog.getByRole('combobox', { name: '与这些信息同时发布' }), '解读');
    await clerk.press(page.locator('.ant-select-item-option').filter({ hasText: reading }));
    await page.keyboard.press('Escape');
    expect(await dialog.getByLabel('这一组的名称').inputValue()).toBe(`《${policy}》等 2 件`);
    await clerk.write(dialog.getByLabel('这一组的名称'), '共享单车政策与解读');
    await clerk.press(dialog.getByRole('button', { name: /^2 件同时发布/ }));
    await page.waitForURL(/\/groups\//);
    await page.getByText('全部放行').waitFor();
    await clerk.goTo('发布看板');
    for (const title of [policy, reading]) {
      const row = page.getByRole('row').filter({ hasText: title });
      await row.getByRole('button', { name: '机关门户网站：已上线' }).first().waitFor();
      await row.getByRole('link', { name: '成组发布：共享单车政策与解读' }).first().waitFor();
    }

    // Another group, for later; one of it is changed meanwhile.
    const [plan, guide] = ['夜间施工管理办法', '《夜间施工管理办法》解读'];
    const members = await approved(plan, guide);
    const member = await house.hub.as('clerk');
    const targetIds = [await member.target('website')];
    const made = await member.call('POST', '/release-groups', {
      name: '夜间施工政策与解读',
      publishAt: new Date(Date.now() + 3_600_000).toISOString(),
      members: members.map(({ versionId }) => ({ versionId, targetIds })),
    });
    expect(made.status).toBe(201);
    const changed = members[1]?.id ?? '';
    const begun = await member.call('POST', `/announcements/${changed}/correction`, { note: '条款有误' });
    expect(begun.status).toBe(200);

    // Today says so, and leads to where it is dissolved.
    await clerk.goTo('今日');
    const urgent = page.getByRole('region', { name: '需要人处理' });
    await clerk.press(urgent.getByRole('link').filter({ hasText: '夜间施工政策与解读' }));
    await page.getByText('全组暂缓').waitFor();
    const broken = page.locator('.group-member').filter({ hasText: '原来的批准不再有效' });
    expect(await broken.innerText()).toContain(guide);
    await clerk.button('解散这一组');
    await clerk.press(page.getByRole('dialog').getByRole('button', { name: '解散这一组' }));
    await page.getByText('没有发出').waitFor();
    const { stage, correction } = await member.detail(changed);
    expect([stage, correction]).toEqual(['drafting', undefined]);

    // What is still approved can go alone.
    await page.goto(`${house.hub.console}/versions/${members[0]?.versionId ?? ''}`);
    await clerk.button('发布…');
    await clerk.button(/^向 1 处发布/);
    await page
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name: plan, exact: true }) })
      .getByRole('button', { name: '机关门户网站：已上线' })
      .waitFor();
    expect(house.complaints(page)).toEqual([]);
  },
  120_000,
);
