import { readFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import { DeliveryDetail, HandoffView, RecallProgress } from '../../src/contract/api.js';
import { until } from '../support/until.js';
import { Hand } from './support/hand.js';
import { openHouse } from './support/house.js';
import { answer, origin, Outside, settingsOf, taskOf } from './support/outside.js';
import { Screen } from './support/screen.js';

const house = openHouse();
const FILE = '03-policy-with-photo.docx';
const PORTALS = ['city-portal', 'city-news', 'integrity'];
const OUTLETS = ['daily', 'radio'];

/** The newest delivery of an item to each target, by the target's short name. */
type Deliveries = Record<string, DeliveryDetail>;

house.test(
  'one Word file goes to nine places from one release, each tells the truth, and all of them give it back',
  async () => {
    const { hub } = house;
    const [clerk, reviewer, administrator, liaison] = await Promise.all(
      (['clerk', 'reviewer', 'administrator', 'liaison'] as const).map((role) => hub.as(role)),
    );
    if (!clerk || !reviewer || !administrator || !liaison) throw new Error('somebody is missing');
    const outside = new Outside(hub);
    const targets = new Map((await clerk.targets()).map((target) => [target.slug, target]));
    expect([...targets.keys()].sort()).toEqual(
      ['wanghe', 'lobby-1', 'wechat', 'tv', ...PORTALS, ...OUTLETS].sort(),
    );
    const portals = new Map<string, string>();
    for (const slug of PORTALS) {
      const { origins } = await settingsOf(administrator, targets.get(slug)?.id ?? '');
      portals.set(slug, (origins as string[])[0] ?? '');
    }
    const screen = await Screen.switchOn(house);
    await clerk.claim(await screen.code(), '大厅屏', targets.get('lobby-1')?.id ?? '');

    // From the file to one release.
    const imported = await clerk.importWord(FILE, await readFile(`demo/word/${FILE}`));
    const targetIds = [...targets.values()].map(({ id }) => id);
    const { announcement } = imported;
    const saved = await clerk.call('PUT', `/announcements/${announcement.id}/draft`, {
      ...announcement.draft,
      category: '政策文件',
      targetIds,
    });
    expect(saved.status).toBe(200);
    const { id, draft } = await clerk.detail(announcement.id);
    const { versionId } = await clerk.submit(id, draft.revision);
    await reviewer.approve(versionId);
    await clerk.release(versionId, { targetIds });
    const title = draft.title;

    const told = async (operation: 'publish' | 'recall'): Promise<Deliveries> => {
      const { deliveries } = await clerk.record(id);
      const wanted = deliveries.filter((one) => one.operation === operation);
      const slugOf = (one: DeliveryDetail) =>
        [...targets].find(([, { id: target }]) => target === one.targetId)?.[0] ?? '';
      return Object.fromEntries(wanted.map((one): [string, DeliveryDetail] => [slugOf(one), one]));
    };
    const states = async (operation: 'publish' | 'recall') =>
      Object.fromEntries(Object.entries(await told(operation)).map(([slug, { state }]) => [slug, state]));
    const reach = (operation: 'publish' | 'recall', wanted: Record<string, string>) =>
      until(
        () => states(operation),
        (now) => Object.entries(wanted).every(([slug, state]) => now[slug] === state),
        { withinMs: 60_000, everyMs: 250 },
      );

    // Each place says what is true there: portals and outlets have it, and nobody claims that the public does.
    await reach('publish', {
      wanghe: 'live',
      'lobby-1': 'live',
      wechat: 'live',
      tv: 'live',
      'city-portal': 'accepted',
      'city-news': 'accepted',
      integrity: 'accepted',
      daily: 'accepted',
      radio: 'accepted',
    });
    await screen.shows(title);
    const published = await told('publish');
    const article = await fetch(published['wechat']?.url ?? '');
    expect(await article.text()).toContain(title);
    expect(await (await fetch(`${targets.get('tv')?.publicUrl ?? ''}/crawl.txt`)).text()).toContain(title);

    // By hand: somebody else's article is refused, the right one is compared and live.
    const key = (slug: string): string => published[slug]?.id ?? '';
    const cityPortal = portals.get('city-portal') ?? '';
    const view = await clerk.get(HandoffView, `/deliveries/${key('city-portal')}/handoff`);
    expect(view.parts.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['text', 'html', 'file']));
    const download = async (href: string): Promise<Blob> =>
      (await fetch(`${hub.console}${href}`, { headers: { cookie: clerk.visitor.cookie ?? '' } })).blob();
    const elsewhere = await outside.paste(
      cityPortal,
      {
        ...view,
        announcementTitle: '另一篇文章',
        parts: [
          {
            kind: 'html',
            label: view.parts[0]?.label ?? { zh: '文', en: 'x' },
            text: '<p>与本信息无关的内容，说的是另一件事。</p>',
          },
        ],
      },
      download,
    );
    const task = await taskOf(clerk, key('city-portal'));
    await answer(clerk, task, { url: elsewhere });
    await until(
      () => taskOf(clerk, key('city-portal')),
      ({ text }) => text.zh.includes('没有通过核对'),
    );
    expect((await states('publish'))['city-portal']).toBe('accepted');
    const address = await outside.paste(cityPortal, view, download);
    await answer(clerk, task, { url: address });
    for (const slug of ['city-news', 'integrity'])
      await outside.edit(portals.get(slug) ?? '', 'adopt', key(slug));
    await reach('publish', { 'city-portal': 'live', 'city-news': 'live', integrity: 'live' });
    expect((await told('publish'))['city-portal']?.url).toBe(address);

    // The press: each contact's own link, and the liaison's pickup.
    const mails = (await outside.mails()).filter(({ subject }) => subject.includes(title));
    expect(mails.length).toBeGreaterThanOrEqual(2);
    const links = await Promise.all(mails.map((mail) => outside.linkIn(mail)));
    for (const link of links) expect((await fetch(link)).status).toBe(200);
    for (const slug of OUTLETS) {
      const pickup = { result: 'published', at: new Date().toISOString(), edition: '2版' };
      const said = await liaison.call('POST', `/deliveries/${key(slug)}/pickups`, { answers: pickup });
      expect(said.status).toBe(201);
    }
    await reach('publish', { daily: 'live', radio: 'live' });

    // The board, as the office sees it.
    const desk = await house.pageOf('clerk', '/board');
    const row = desk.getByRole('row').filter({ hasText: title });
    for (const { name } of targets.values())
      await row.getByRole('button', { name: `${name}：已上线` }).waitFor();

    // Taken back: the clerk asks, a leader agrees, and one page shows how far it is.
    const asking = new Hand(desk);
    await asking.press(row.getByRole('button', { name: '撤回…' }));
    await desk.getByText(`从 9 个渠道、1 块屏撤回《${title}》`).waitFor();
    expect(await desk.getByRole('checkbox', { name: '紧急撤回' }).count()).toBe(0);
    await asking.press(desk.getByRole('radio', { name: '内容有误' }));
    await asking.write(desk.getByLabel('说明'), '第三条的金额写错了。');
    await asking.button('申请撤回');
    // By the keyboard: the dialog still moves while it opens.
    await desk.getByRole('link', { name: '查看进展' }).press('Enter');
    await desk.getByText('等另一位审查员或签发人同意').waitFor();
    expect((await told('recall'))['wanghe']).toBeUndefined();
    const leading = await house.pageOf('leader');
    const leader = new Hand(leading);
    const card = leading
      .getByRole('region', { name: '撤回申请' })
      .getByRole('article')
      .filter({ hasText: title });
    await card.getByText('将从 9 个渠道、1 块屏撤下').waitFor();
    await card.getByText('第三条的金额写错了。').waitFor();
    await leader.press(card.getByRole('button', { name: '不同意' }));
    await card.getByText('不同意请写明原因').waitFor();
    await leader.write(card.getByLabel('意见'), '情况属实，同意。');
    // The screen is switched off, and the portal takes connections without ever answering.
    await screen.page.goto('about:blank');
    const letPortalsGo = await hub.freezeDrill('portal');
    await leader.press(card.getByRole('button', { name: '同意撤回' }));
    await leading.waitForURL(/\/recalls\//);

    // Gone within ten seconds where the hub can see to it; the rest is on the list, with whom to call.
    const count = (name: string) => desk.locator('.recall-count').filter({ hasText: name }).locator('dd');
    const counts = (wanted: string) =>
      until(
        async () => [await count('已撤下').innerText(), await count('待人工').innerText()].join(),
        (now) => now === wanted,
        { withinMs: 20_000 },
      );
    await counts('3,6');
    expect(await states('recall')).toMatchObject({ wanghe: 'done', wechat: 'done', tv: 'done' });
    const progress = await clerk.get(RecallProgress, new URL(leading.url()).pathname);
    const took = progress.targets.flatMap(({ target, orderedAt, endedAt }) =>
      endedAt !== undefined && !target.drill ? Date.parse(endedAt) - Date.parse(orderedAt) : [],
    );
    expect(took.length).toBeGreaterThan(0);
    expect(Math.max(...took)).toBeLessThan(10_000);
    const place = (slug: string) => desk.getByRole('article', { name: targets.get(slug)?.name ?? '' });
    for (const slug of PORTALS) {
      const { contact } = await settingsOf(administrator, targets.get(slug)?.id ?? '');
      await place(slug)
        .getByText(`确认已经撤下：${String(contact)}`)
        .waitFor();
    }
    await place('lobby-1').getByText('“大厅屏”没有报告已撤下，请到现场查看').waitFor();

    // Both come back, and nobody has to press anything.
    letPortalsGo();
    await screen.page.goto(`${hub.origin}/display`);
    await reach('recall', {
      'lobby-1': 'done',
      'city-portal': 'with_person',
      'city-news': 'with_person',
      integrity: 'with_person',
      daily: 'with_person',
      radio: 'with_person',
    });
    await counts('4,5');
    await place('city-portal').getByText('办好了，填回结果').click();
    await place('city-portal').getByRole('button', { name: '提交' }).waitFor();
    await place('lobby-1').getByText('大厅屏', { exact: true }).waitFor();
    expect(await screen.titles()).not.toContain(title);
    expect(await (await fetch(`${targets.get('tv')?.publicUrl ?? ''}/crawl.txt`)).text()).not.toContain(
      title,
    );
    expect((await outside.wechat()).articles.filter((one) => one.title === title && !one.deleted)).toEqual(
      [],
    );
    await outside.takeDown(cityPortal);
    for (const slug of ['city-news', 'integrity'])
      await outside.edit(portals.get(slug) ?? '', 'withdraw', key(slug));
    const recalls = await told('recall');
    await answer(clerk, await taskOf(clerk, recalls['city-portal']?.id ?? ''), {});
    for (const link of links) await outside.confirm(link);
    await reach('recall', Object.fromEntries([...PORTALS, ...OUTLETS].map((slug) => [slug, 'done'])));
    await desk.getByText('每一处都已撤下，并经核对').waitFor();
    expect(await desk.locator('main').innerText()).toContain('情况属实，同意。');
    const proof = await desk.getByRole('link', { name: '撤回证明（网页）' }).getAttribute('href');
    expect(proof).toMatch(/^\/api\/v1\/recalls\/[0-9a-f-]+\/proof\.html$/);
    const read = (href: string | null) =>
      fetch(`${hub.console}${href ?? ''}`, { headers: { cookie: clerk.visitor.cookie ?? '' } });
    const text = await (await read(proof)).text();
    expect(text).toContain('撤回证明');
    expect(text).not.toContain('尚未完成');
    const pdf = await desk.getByRole('link', { name: '下载撤回证明（PDF）' }).getAttribute('href');
    const bytes = Buffer.from(await (await read(pdf)).arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(house.complaints(desk)).toEqual([]);
    const gone = await states('publish');
    expect(Object.values(gone)).toEqual(Array.from({ length: 9 }, () => 'gone'));
    expect(origin(address)).toBe(cityPortal);
  },
  240_000,
);
