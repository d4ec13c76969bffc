import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseFeed } from 'feedsmith';
import RssParser from 'rss-parser';
import { z } from 'zod';
import { findChannels, type Found } from './support/found.js';
import { Harness } from './support/harness.js';
import { noOutside } from './support/outside.js';
import { Delivery } from './support/play.js';

/*
 * What channels serve to the public, read by programs that nobody here wrote: the W3C's checker for HTML (Java), libxml2's
 * xmllint, and two libraries for feeds. Documents are found by following links from each channel's first page.
 */
const run = promisify(execFile);
const checker = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
const MANY = 64 * 1024 * 1024;

interface Document {
  channel: string;
  path: string;
  status: number;
  type: string;
  text: string;
}

const { found } = await findChannels();
/** Channels that answer the public by themselves; who talks to another side serves callbacks and pages for it. */
const serving = found.filter(({ channel, openOutside }) => channel.serve && openOutside === noOutside);
const documents: Document[] = [];
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongbo-documents-'));
  for (const one of serving) documents.push(...(await documentsOf(one)));
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const ofType = (part: RegExp): Document[] => documents.filter(({ type }) => part.test(type));

describe('public documents', () => {
  test('are found: pages, tombstones and missing pages, feeds and maps', () => {
    const kinds = new Set(
      documents.map(({ channel, status, type }) => `${channel} ${String(status)} ${type}`),
    );
    for (const kind of [
      'website 200 text/html',
      'website 410 text/html',
      'website 404 text/html',
      'website 200 application/atom+xml',
      'website 200 application/rss+xml',
      'website 200 application/xml',
      'tv 200 text/html',
      'tv 410 text/html',
      'tv 404 text/html',
      'tv 200 application/rss+xml',
    ])
      expect([...kinds]).toContain(kind);
  });

  test('in HTML have no error by the W3C’s checker', async () => {
    const pages = ofType(/^text\/html/);
    const paths = await stored(pages, 'html');
    const args = ['-jar', checker, '--format', 'json', '--exit-zero-always', '--stdout', ...paths.keys()];
    const { stdout } = await run('java', args, { maxBuffer: MANY });
    const { messages } = Messages.parse(JSON.parse(stdout));
    const errors = messages.filter(({ type }) => type !== 'info');
    const words = errors.map(({ url, message, extract }) => {
      const page = [...paths].find(([path]) => url?.endsWith(path) === true)?.[1];
      return `${page?.channel ?? ''} ${page?.path ?? ''}: ${message} (${extract ?? ''})`;
    });
    expect(words).toEqual([]);
  }, 120_000);

  test('in XML are well-formed by xmllint', async () => {
    const paths = await stored(ofType(/xml/), 'xml');
    expect(paths.size).toBeGreaterThan(3);
    await expect(run('xmllint', ['--noout', '--nonet', ...paths.keys()])).resolves.toMatchObject({
      stderr: '',
    });
  });

  test('that are feeds are read alike by feedsmith and by rss-parser', async () => {
    for (const { path, text } of ofType(/^application\/(?:rss|atom)\+xml/)) {
      const { feed } = parseFeed(text);
      const titles =
        'entries' in feed
          ? feed.entries?.map(({ title }) => title)
          : 'items' in feed
            ? feed.items?.map(({ title }) => title)
            : [];
      const plain = (titles ?? []).map((title) => (typeof title === 'object' ? title.value : title));
      const other = await new RssParser().parseString(text);
      expect({ path, titles: other.items.map(({ title }) => title) }).toEqual({ path, titles: plain });
      expect(other.items.length).toBeGreaterThan(0);
    }
  });
});

const Messages = z.object({
  messages: z.array(
    z.object({
      type: z.string(),
      url: z.string().optional(),
      message: z.string(),
      extract: z.string().optional(),
    }),
  ),
});

/** Puts the documents into files, as these programs want them. */
async function stored(some: Document[], ending: string): Promise<Map<string, Document>> {
  const paths = new Map<string, Document>();
  for (const [index, document] of some.entries()) {
    const path = join(folder, `${ending}-${String(index)}.${ending}`);
    await writeFile(path, document.text);
    paths.set(path, document);
  }
  return paths;
}

/** Everything that can be reached from a channel's first page while all its fixtures are live but one, taken back. */
async function documentsOf(one: Found): Promise<Document[]> {
  const harness = await Harness.open(one);
  try {
    const live: Delivery[] = [];
    for (const [, version] of one.versions) {
      const before = live.find(({ version: v }) => v.announcementId === version.announcementId);
      const delivery = await Delivery.of(harness, version);
      if (before) await delivery.updateFrom(before);
      else await delivery.deliver();
      await delivery.settle(before ? 'update' : 'publish');
      live.push(delivery);
    }
    const first = live[0];
    const tombstone = first?.receipt?.state === 'done' ? first.receipt.url : undefined;
    await first?.recall();
    const home = `${harness.baseUrl ?? ''}/`;
    fillLists(harness, one);
    const unlinked = ['nowhere', 'rss.xml', 'sitemap.xml'].map((name) => home + name);
    return await crawl(one.id, harness, [home, ...unlinked, ...(tombstone ? [tombstone] : [])]);
  } finally {
    await harness.close();
  }
}

/** Enough in the hub's tables that lists have more than one page. */
function fillLists(harness: Harness, one: Found): void {
  const version = one.versions[0]?.[1];
  if (!version) return;
  for (let index = 0; index < 45; index += 1) {
    const slug = `more-${String(index)}`;
    const permalink = `http://localhost:3001/n/${slug}`;
    const publishAt = new Date(Date.UTC(2026, 9, 1 + index));
    harness.nowLive(
      { ...version, title: `A & B <试验> ${slug}` },
      { announcementId: slug, slug, permalink, publishAt },
      undefined,
    );
  }
}

async function crawl(channel: string, harness: Harness, first: string[]): Promise<Document[]> {
  const seen = new Set<string>();
  const waiting = [...first];
  const documents: Document[] = [];
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    if (seen.has(url) || !url.startsWith(harness.baseUrl ?? ' ')) continue;
    seen.add(url);
    const response = await harness.serve(new Request(url));
    const type = (response.headers.get('content-type') ?? '').replace(/;.*/, '');
    if (!/html|xml/.test(type) || type.startsWith('image/')) continue;
    const text = await response.text();
    documents.push({ channel, path: new URL(url).pathname, status: response.status, type, text });
    const links = text.matchAll(/(?:href="|<loc>|<link>)([^"<]+)/g);
    for (const [, link = ''] of links)
      waiting.push(new URL(link.replaceAll('&amp;', '&'), url).href.replace(/#.*/, ''));
  }
  return documents;
}
