import { readFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import { DeliveryDetail, HandoffView } from '../../src/contract/api.js';
import { until } from '../support/until.js';
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
    const desk = await house.pageOf('clerk');
    await desk.goto(`${hub.console}/board`);
    const row = desk.getByRole('row').filter({ hasText: title });
    for (const { name } of targets.values())
      await row.getByRole('button', { name: `${name}：已上线` }).waitFor();

    // Taken back: gone where the hub can see to it, with a person where somebody else has to.
    await clerk.recall(id);
    await reach('recall', { wanghe: 'done', 'lobby-1': 'done', wechat: 'done', tv: 'done' });
    await reach('recall', {
      'city-portal': 'with_person',
      'city-news': 'with_person',
      integrity: 'with_person',
      daily: 'with_person',
      radio: 'with_person',
    });
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
    for (const link of links) {
      const page = await (await fetch(link)).text();
      const [, action = ''] = /<form[^>]*action="([^"]+)"/.exec(page) ?? [];
      const said = await fetch(new URL(action.replaceAll('&amp;', '&'), link), {
        method: 'POST',
        redirect: 'manual',
      });
      expect(said.status).toBe(303);
    }
    await reach('recall', Object.fromEntries([...PORTALS, ...OUTLETS].map((slug) => [slug, 'done'])));
    const gone = await states('publish');
    expect(Object.values(gone)).toEqual(Array.from({ length: 9 }, () => 'gone'));
    expect(origin(address)).toBe(cityPortal);
  },
  240_000,
);
