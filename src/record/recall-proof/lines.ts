import { machineText } from '../../contract/kit/office-time.js';
import type { LocalizedText } from '../../contract/values.js';
import type { Line, Tone, Words } from './model.js';

/** Controls but line breaks, marks that turn the direction of what is written, and what no character shows. */
const unseen = /(?!\n)\p{Cc}|[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
const longest = 4_000;

/** A text from people or from the other side as a document can show it: nothing in it acts, nothing is hidden. */
export function clean(text: string): string {
  const shown = text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/\p{Cs}/gu, '\u{fffd}')
    .replace(unseen, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const all = [...shown];
  return all.length > longest ? `${all.slice(0, longest).join('')}…（共 ${String(all.length)} 字）` : shown;
}

export function line(text: string, tone: Tone = 'plain'): Line {
  return { zh: clean(text), tone };
}

/** The document's own words, or a text that exists in both languages. */
export function words({ zh, en }: Words | LocalizedText, tone: Tone = 'plain'): Line {
  return en === undefined || en === zh ? line(zh, tone) : { zh: clean(zh), en: clean(en), tone };
}

/** An address: a link only where a browser would go to a page. */
export function address(url: string): Line {
  const web = URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
  return line(url, web ? 'link' : 'code');
}

/** `2026-11-23 10:30:05 +08:00`: an instant on the office's clock, to the second. */
export function timeText(instant: string | Date): string {
  return machineText(new Date(instant))
    .replace('T', ' ')
    .replace(/([+-]\d\d:\d\d)$/, ' $1');
}

/** A time, and what it is the time of. */
export const timed = (what: Words, instant: string, tone: Tone = 'plain'): Line => ({
  zh: `${timeText(instant)} ${clean(what.zh)}`,
  en: what.en,
  tone,
});
