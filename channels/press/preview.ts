import type { PreviewHtml, Rendition } from '../../src/contract/channel.js';
import type { Hash } from '../../src/contract/values.js';
import type { PressDocument } from './document.js';
import { packPage } from './pack-page.js';
import { embargoOf } from './words.js';

/** The pack as a recipient will see it; name and embargo are filled in when it is sent. */
export function previewPack(
  { document }: Rendition<PressDocument>,
  asset: (hash: Hash) => string,
): PreviewHtml {
  const html = packPage({
    document,
    embargo: embargoOf(undefined, undefined),
    outlet: '',
    watermark: '收件人姓名',
    drill: false,
    shown: ({ hash }) => asset(hash),
    saved: ({ hash }) => asset(hash),
  });
  return { html, width: 900, height: 1600 };
}
