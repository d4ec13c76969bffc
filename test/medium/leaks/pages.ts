import { expect, test } from '@jest/globals';
import { told } from './belongings.js';
import type { OfficeAtWork } from './office-at-work.js';
import type { TwoOffices } from './two-offices.js';

/** More pages than an office of the demo has: a bound against walking for ever. */
const mostPages = 200;

/** The channels whose pages are for everybody. */
const publicChannels = ['website', 'tv'] as const;
type PublicChannel = (typeof publicChannels)[number];

/** Every page of an office's target that its own links lead to, by path. */
async function walk(
  { hub }: TwoOffices,
  office: OfficeAtWork,
  channel: PublicChannel = 'website',
): Promise<Map<string, string>> {
  const root = new URL((await office.target(channel)).publicUrl ?? '');
  const pages = new Map<string, string>();
  const open = [`${root.pathname}/`];
  for (let path = open.shift(); path !== undefined && pages.size < mostPages; path = open.shift()) {
    if (pages.has(path)) continue;
    const text = await (await fetch(`${hub.site}${path}`)).text();
    pages.set(path, text);
    for (const [, link = ''] of text.matchAll(/(?:href|src|<loc>|<link>)="?([^"<>\s]+)/g)) {
      const url = new URL(link.replaceAll('&amp;', '&'), `${hub.site}${path}`);
      if (url.origin === hub.site && url.pathname.startsWith(root.pathname))
        open.push(url.pathname + url.search);
    }
  }
  return pages;
}

const hrefsOf = (pages: ReadonlyMap<string, string>): string[] => [...pages.keys()];

/** An office's public pages are for everybody, but they tell of that office alone. */
export function pagesTellNothing(two: () => TwoOffices): void {
  test.each(publicChannels)(
    'the public pages, lists, feeds and files of each %s tell of its office alone',
    async (channel) => {
      const { a, b, secrets } = two();
      const pages = { a: await walk(two(), a, channel), b: await walk(two(), b, channel) };
      for (const [path, text] of pages.b) expect([path, told(secrets.a, text)]).toEqual([path, []]);
      for (const [path, text] of pages.a) expect([path, told(secrets.b, text)]).toEqual([path, []]);
      const all = [...pages.b.values()].join('\n');
      expect(told(secrets.b, all)).toContain('乙丑局的内部事项之released');
      expect(hrefsOf(pages.b).some((path) => /feed|rss|atom|sitemap/.test(path))).toBe(true);
    },
  );

  test.each(publicChannels)('under the other office’s %s an address leads to nothing', async (channel) => {
    const { hub, a, b, secrets } = two();
    const [ours, theirs] = [await a.target(channel), await b.target(channel)];
    const root = new URL(ours.publicUrl ?? '').pathname;
    const articles = hrefsOf(await walk(two(), a, channel)).filter(
      (path) => path.split('/').length > root.split('/').length + 1,
    );
    expect(articles.length).toBeGreaterThan(0);
    for (const path of articles) {
      const moved = path.replace(root, new URL(theirs.publicUrl ?? '').pathname);
      const text = await (await fetch(`${hub.site}${moved}`)).text();
      expect([moved, told(secrets.a, text, moved)]).toEqual([moved, []]);
      // Nor does a form that is sent there.
      const body = new URLSearchParams({ anonymous: 'yes', text: '异议' });
      const sent = await fetch(`${hub.site}${moved}objection`, { method: 'POST', body });
      expect([moved, [404, 405].includes(sent.status), told(secrets.a, await sent.text(), moved)]).toEqual([
        ...[moved, true, []],
      ]);
    }
  });

  test('permalinks lead to the site of their own office, and the root to the first office’s', async () => {
    const { hub, a, b } = two();
    const leadsTo = async (path: string): Promise<string> =>
      (await fetch(`${hub.site}${path}`, { redirect: 'manual' })).headers.get('location') ?? '';
    for (const office of [a, b]) {
      const { json } = await office.boss.call(
        'GET',
        `/api/v1/announcements/${office.at.released.announcementId}`,
      );
      const { pathname } = new URL(String(json['permalink']));
      expect(await leadsTo(pathname)).toContain(`${(await office.target('website')).publicUrl ?? '-'}/`);
    }
    expect(await leadsTo('/')).toBe(`${(await a.target('website')).publicUrl ?? '-'}/`);
  });
}
