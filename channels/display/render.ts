import {
  PUBLISHED_SLOT,
  type FreshRendition,
  type Rendition,
  type RenderKit,
  type VersionView,
} from '../../src/contract/channel.js';
import { runsText, type Block, type SlidesV1 } from '../../src/contract/slide/document.js';
import { movingProblems } from './moving.js';
import { mediaOf } from './media.js';
import { blocksOf } from './blocks.js';

/** The slide document of a version with what its attachments bring. Deterministic: it depends on the version and its files. */
export async function renderVersion(version: VersionView, kit: RenderKit): Promise<FreshRendition<SlidesV1>> {
  const { document, assets } = renderSlides(version);
  const [media, moving] = [await mediaOf(version, kit), await movingProblems(assets, kit)];
  const problems = [...moving, ...media.problems];
  const all = [...assets, ...media.assets];
  return {
    document: { ...document, blocks: [...document.blocks, ...media.blocks] },
    assets: all.filter(({ hash }, index) => all.findIndex((one) => one.hash === hash) === index),
    ...(problems.length > 0 ? { problems } : {}),
  };
}

/** The slide document of a version's text. Pure. */
export function renderSlides(version: VersionView): Rendition<SlidesV1> {
  const blocks = withRoles(blocksOf(version.body, version.pictures), version.issuer);
  const used = new Set(blocks.flatMap((block) => (block.kind === 'picture' ? [block.asset] : [])));
  const document: SlidesV1 = {
    format: 'slides.v1',
    category: version.category,
    issuer: version.issuer,
    title: version.title,
    ...(version.docNo ? { docNo: version.docNo } : {}),
    permalink: version.permalink,
    published: PUBLISHED_SLOT,
    blocks,
  };
  const assets = version.pictures.filter(
    ({ hash }, index, all) => used.has(hash) && all.findIndex((a) => a.hash === hash) === index,
  );
  return { document, assets };
}

const date =
  /^[0-9〇一二三四五六七八九十]{4}\s*年[0-9一二三四五六七八九十]{1,3}\s*月[0-9一二三四五六七八九十]{1,3}\s*日(\s*\d{1,2}[:：]\d{2})?$/;
const addressee = /^(各|全|全体|尊敬的|广大)[^。；]{1,80}[:：]$/;

/** Who it speaks to stands first and is not set in; who issued it and when stand last and to the right. */
function withRoles(blocks: Block[], issuer: string): Block[] {
  const isSignature = (block: Block): boolean =>
    block.kind === 'paragraph' &&
    runsText(block.runs)
      .split('\n')
      .every((line) => line.trim() === issuer.trim() || date.test(line.trim()));
  let tail = blocks.length;
  while (tail > 0 && blocks.length - tail < 3 && isSignature(blocks[tail - 1] as Block)) tail -= 1;
  return blocks.map((block, index) => {
    if (block.kind !== 'paragraph' || block.role) return block;
    if (index >= tail && tail > 0) return { ...block, role: 'signature' as const };
    if (index === 0 && addressee.test(runsText(block.runs))) return { ...block, role: 'addressee' as const };
    return block;
  });
}
