import { LRUCache } from 'lru-cache';
import type { Problem, RenderKit } from '../../src/contract/channel.js';
import type { AssetRef, Hash } from '../../src/contract/values.js';
import { flashesTooOften } from './flash.js';

type Fault = 'flashes' | 'unknown' | 'none';

/** Drafts are rendered with every change of their text; their pictures stay the same. */
const known = new LRUCache<Hash, Fault>({ max: 500 });

/** Moving pictures that may harm who looks at them, or of which that cannot be known. */
export async function movingProblems(pictures: readonly AssetRef[], kit: RenderKit): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const picture of pictures) {
    const fault = known.get(picture.hash) ?? (await faultOf(picture, kit));
    known.set(picture.hash, fault);
    if (fault !== 'none') problems.push(problemOf(fault, picture.name));
  }
  return problems;
}

async function faultOf({ hash, mediaType }: AssetRef, kit: RenderKit): Promise<Fault> {
  const mayMove = mediaType === 'image/gif' || mediaType === 'image/webp';
  if (!mayMove && mediaType !== 'image/png') return 'none';
  const bytes = await kit.read(hash);
  // Its frames cannot be decoded here, though browsers play them.
  if (mediaType === 'image/png') return Buffer.from(bytes).includes('acTL') ? 'unknown' : 'none';
  try {
    return (await flashesTooOften(bytes)) ? 'flashes' : 'none';
  } catch {
    return 'unknown';
  }
}

function problemOf(fault: 'flashes' | 'unknown', name: string): Problem {
  const message =
    fault === 'flashes'
      ? {
          zh: `动图“${name}”每秒闪烁超过 3 次，可能诱发癫痫，不能上屏（WCAG 2.3.1）。请换成静止图片，或放慢后重新插入。`,
          en: `The moving picture "${name}" flashes more than three times a second, which may cause seizures (WCAG 2.3.1). Use a still one, or slow it down.`,
        }
      : {
          zh: `动图“${name}”无法检查是否闪烁，不能上屏。请换成静止图片或 GIF。`,
          en: `Whether the moving picture "${name}" flashes cannot be found out. Use a still one, or a GIF.`,
        };
  return { severity: 'error', code: `picture_${fault}`, field: 'body', message };
}
