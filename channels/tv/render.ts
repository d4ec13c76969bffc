import QRCode from 'qrcode';
import {
  PUBLISHED_SLOT,
  type RenderKit,
  type Rendition,
  type VersionView,
} from '../../src/contract/channel.js';
import type { AssetRef } from '../../src/contract/values.js';
import type { TvDocument, TvPage } from './document.js';
import { drawPage, fitPicture } from './draw/png.js';
import { frame } from './layout/area.js';
import { blocksOf, type Block } from './layout/blocks.js';
import { linesText } from './layout/lines.js';
import { meterOf, type Meter } from './layout/meter.js';
import { pagesOf, type Page } from './layout/pages.js';
import { surroundOf, type HeadAndFoot } from './layout/surround.js';
import { crawlOf, MISSING_SIGN, oneLine } from './plain.js';
import type { TvSettings } from './settings.js';

/** A version's layout, before anything is drawn. Pure. */
export interface LaidOut {
  pages: Page[];
  surround: HeadAndFoot;
  facts: Pick<TvDocument, 'title' | 'category' | 'issuer' | 'docNo'>;
  missing: string[];
}

/** Cuts a version into pages in the given measure. */
export function layOut(version: VersionView, meter: Meter): LaidOut {
  const missing = new Set<string>();
  const drawable = (text: string): string =>
    Array.from(text, (one) => {
      if (one === '\n' || meter.has(one)) return one;
      missing.add(one);
      return MISSING_SIGN;
    }).join('');
  const facts = {
    title: oneLine(version.title),
    category: oneLine(version.category),
    issuer: oneLine(version.issuer),
    ...(version.docNo ? { docNo: oneLine(version.docNo) } : {}),
  };
  const shown = Object.fromEntries(
    Object.entries(facts).map(([name, text]) => [name, drawable(text)]),
  ) as typeof facts;
  const blocks = blocksOf(version.body, version.pictures, version.issuer).map((block): Block => {
    if (block.kind === 'picture') return { ...block, text: drawable(block.text) };
    return { ...block, runs: block.runs.map((run) => ({ ...run, text: drawable(run.text) })) };
  });
  const surround = surroundOf(shown, meter);
  return { pages: pagesOf(blocks, surround), surround, facts, missing: [...missing].sort() };
}

/** Freezes a version into its page pictures and its line for the crawl. Deterministic on one kind of machine. */
export async function renderTv(
  version: VersionView,
  settings: TvSettings,
  kit: RenderKit,
): Promise<Rendition<TvDocument>> {
  const [regular, bold] = await Promise.all([kit.font('regular'), kit.font('bold')]);
  const { pages, surround, facts, missing } = layOut(version, await meterOf(regular, bold));
  const qr = QRCode.create(version.permalink, { errorCorrectionLevel: 'M' }).modules;
  const frozen: TvPage[] = [];
  for (const page of pages) {
    const picture =
      page.kind === 'picture' ? await fitPicture(await kit.read(page.asset.hash), page.box) : undefined;
    const bytes = await drawPage({ page, pages: pages.length, surround, qr, picture }, regular, bold);
    const name = `page-${String(page.number)}.png`;
    const kept: AssetRef = await kit.keep({ name, mediaType: 'image/png', bytes, ...frame });
    const text = page.kind === 'picture' ? page.text : textOf(page);
    frozen.push({ kind: page.kind, picture: kept, text, seconds: secondsFor(page, text, settings) });
  }
  const document: TvDocument = {
    format: 'tv.v1',
    ...facts,
    crawl: crawlOf(version),
    ...(version.expiresAt ? { expiresAt: version.expiresAt } : {}),
    publishedAt: PUBLISHED_SLOT,
    permalink: version.permalink,
    pages: frozen,
    missing,
  };
  return { document, assets: unique(frozen.map(({ picture }) => picture)) };
}

const textOf = ({ lines }: Page): string =>
  lines.map(({ line, marker = '' }) => marker + linesText([line])).join('\n');

/** Two seconds to look where the page begins, then the time to read it; the title is read on the first page. */
function secondsFor(page: Page, text: string, { charactersPerSecond, shortestSeconds }: TvSettings): number {
  const title = page.isFirst ? linesText(page.title) : '';
  const characters = Array.from((title + text).replace(/\s/g, '')).length;
  return Math.max(shortestSeconds, Math.ceil(2 + characters / charactersPerSecond));
}

const unique = (assets: AssetRef[]): AssetRef[] => [
  ...new Map(assets.map((asset) => [asset.hash, asset])).values(),
];
