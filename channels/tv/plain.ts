import { PUBLISHED_SLOT, type VersionView } from '../../src/contract/channel.js';
import { TvExtras } from './settings.js';

/** What stands where the font has no sign: the printers' own mark for that. */
export const MISSING_SIGN = '〓';

/** Control characters, non-characters, halves of surrogate pairs: nothing that XML or a screen could carry. */
const unprintable = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Surrogate}/gu;

/** Text without the slot's mark and on one line. */
export const oneLine = (text: string): string =>
  text.replaceAll(PUBLISHED_SLOT, '').replace(unprintable, '').replace(/\s+/gu, ' ').trim();

/** What runs along the foot of the picture: what the draft says for it, or the title. */
export function crawlOf({ extras, title }: VersionView): string {
  const said = TvExtras.safeParse(extras).data?.crawl ?? '';
  return oneLine(said) || oneLine(title);
}
