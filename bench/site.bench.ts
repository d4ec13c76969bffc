import 'reflect-metadata';
import { hugoBuilds } from './site/hugo.js';
import type { BenchSite } from './site/notice.js';
import { publishOne, withSite } from './site/site.js';
import { median, readOptions, round } from './options.js';

/*
 * What one notice costs in a site of 50,000 beside a site of 100 (architecture.md section 9), each a hub and a database of
 * its own, in interleaved rounds: the whole pipeline until the page is verified, then the next hits of every page that
 * the notice changes. Beside it, all pages of a site made once, and the same articles built by Hugo in the same run.
 */
const SMALL = 100;
const BUILT = 1_000;
const options = readOptions(process.argv.slice(2), { size: 50_000, rounds: 15 });
const say = (text: string): void => {
  if (!options.json) process.stderr.write(`${text}\n`);
};

interface Cost {
  publish: number;
  hits: Record<string, number>;
}

const costs = await withSite(SMALL, (small) => withSite(options.size, (large) => rounds(small, large)));
const result = { bench: 'site', ...growth(...costs), build: await builds() };
process.stdout.write(`${JSON.stringify(result)}\n`);

/** One of each to warm up; it is not counted. Who goes first changes with every round. */
async function rounds(small: BenchSite, large: BenchSite): Promise<[Cost[], Cost[]]> {
  const [few, many]: [Cost[], Cost[]] = [[], []];
  for (let turn = 0; turn <= options.rounds; turn += 1) {
    const pair: [BenchSite, Cost[]][] = [
      [small, few],
      [large, many],
    ];
    for (const [site, mine] of turn % 2 === 0 ? pair : pair.reverse()) {
      const cost = await oneNotice(site);
      if (turn > 0) mine.push(cost);
    }
    say(`round ${String(turn)}`);
  }
  return [few, many];
}

async function oneNotice(site: BenchSite): Promise<Cost> {
  const [url, publish] = await timed(() => publishOne(site));
  const hits: Record<string, number> = {};
  for (const [name, path] of Object.entries({
    home: '/',
    second: '/p/2/',
    category: `/c/${encodeURIComponent('通知公告')}/`,
    feed: '/feed.xml',
    rss: '/rss.xml',
  }))
    [, hits[name]] = await timed(() => hit(site.base + path));
  [, hits['article']] = await timed(() => hit(url));
  const [index, sitemap] = await timed(() => hit(`${site.base}/sitemap.xml`));
  const part = [...index.matchAll(/<loc>([^<]+sitemap-\d+\.xml)<\/loc>/g)].at(-1)?.[1];
  hits['sitemap'] = sitemap + (part === undefined ? 0 : (await timed(() => hit(part)))[1]);
  return { publish, hits };
}

async function hit(address: string): Promise<string> {
  const answer = await fetch(address);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${address} answered ${String(answer.status)}`);
  return text;
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  const made = await work();
  return [made, performance.now() - start];
}

function growth(few: Cost[], many: Cost[]) {
  const hitsOf = ({ hits }: Cost): number => Object.values(hits).reduce((sum, one) => sum + one, 0);
  const ratio = (cost: (one: Cost) => number): number =>
    round(median(many.map(cost)) / median(few.map(cost)), 2);
  const names = Object.keys(few[0]?.hits ?? {});
  return {
    growth: ratio((one) => one.publish + hitsOf(one)),
    growthOfPublishing: ratio(({ publish }) => publish),
    growthOfHits: ratio(hitsOf),
    growthByHit: Object.fromEntries(names.map((name) => [name, ratio(({ hits }) => hits[name] ?? 0)])),
    publishMs: { small: ms(few, ({ publish }) => publish), large: ms(many, ({ publish }) => publish) },
    hitsMs: { small: ms(few, hitsOf), large: ms(many, hitsOf) },
    small: SMALL,
    large: options.size,
    rounds: options.rounds,
  };
}

function ms(some: Cost[], of: (one: Cost) => number): number {
  return round(median(some.map(of)), 1);
}

/** Every page of a site once, by us and by Hugo, in turn. */
async function builds() {
  return withSite(BUILT, async (site) => {
    const ours: number[] = [];
    const hugos: number[] = [];
    let pages = 0;
    let files = 0;
    for (let turn = 0; turn < 3; turn += 1) {
      const [count, took] = await timed(() => everyPage(site));
      pages = count;
      ours.push(took / 1000);
      const hugo = await hugoBuilds(BUILT, 1);
      hugos.push(...hugo.seconds);
      files = hugo.files;
      say(
        `full build ${String(turn + 1)}: ${String(round(took / 1000))} s, Hugo ${String(round(hugo.seconds[0] ?? 0))} s`,
      );
    }
    return {
      articles: BUILT,
      ours: { pages, seconds: round(median(ours)), pagesPerSecond: round(pages / median(ours), 0) },
      hugo: { files, seconds: round(median(hugos)), filesPerSecond: round(files / median(hugos), 0) },
      ratio: round(pages / median(ours) / (files / median(hugos)), 3),
    };
  });
}

/** Follows every link from the first page; nothing of it was made before, as a first notice sees to that. */
async function everyPage(site: BenchSite): Promise<number> {
  await publishOne(site);
  const seen = new Set([`${site.base}/`, `${site.base}/rss.xml`, `${site.base}/sitemap.xml`]);
  for (const url of seen) {
    const answer = await site.pages.answer(new Request(url));
    if (answer?.status !== 200) throw new Error(`${url} answered ${String(answer?.status)}`);
    if (/image|css/.test(answer.headers.get('content-type') ?? '')) continue;
    for (const [, link = ''] of (await answer.text()).matchAll(/(?:href="|<loc>)([^"<#]+)/g)) {
      const next = new URL(link, url).href;
      if (next.startsWith(`${site.base}/`)) seen.add(next);
    }
  }
  return seen.size;
}
