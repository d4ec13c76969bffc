import type { Element } from 'hast';
import { ASSET_SCHEME, Hash } from '../../contract/values.js';
import { cleanLine, cutTo } from '../clean.js';
import type { Picture } from './inline.js';
import type { Notes } from './notes.js';

const linkSchemes = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** A link's absolute address; undefined, with a note, when it leads nowhere or somewhere unsafe. */
export function readLink(node: Element, notes: Notes): string | undefined {
  const given = node.properties['href'];
  if (typeof given !== 'string' || given.trim() === '' || given.trim().startsWith('#')) return undefined;
  const href = safeAddress(given);
  if (href === undefined) notes.add('unsafeLink');
  return href;
}

function safeAddress(given: string): string | undefined {
  if (given.length > 2000 || !URL.canParse(given)) return undefined;
  const url = new URL(given);
  // A name before the host makes one site look like another.
  if (!linkSchemes.has(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  return URL.canParse(url.href) && new URL(url.href).href === url.href ? url.href : undefined;
}

/** A picture of the hub's own; undefined, with a note, for any other. */
export function readPicture(node: Element, notes: Notes): Picture | undefined {
  const src = textOf(node, 'src').trim();
  const hash = Hash.safeParse(src.startsWith(ASSET_SCHEME) ? src.slice(ASSET_SCHEME.length) : '');
  if (!hash.success) {
    if (src !== '') notes.add(/^(?:data|blob):/i.test(src) ? 'embeddedPicture' : 'externalPicture');
    return undefined;
  }
  return {
    hash: hash.data,
    alt: cutTo(cleanLine(textOf(node, 'alt')), 300).trim(),
    width: pixels(node.properties['width']),
    height: pixels(node.properties['height']),
  };
}

/** A property's text; a list, such as the parser makes of some, in one piece. */
export function textOf(node: Element, name: string): string {
  const value = node.properties[name];
  return Array.isArray(value) ? value.join(' ') : typeof value === 'string' ? value : '';
}

function pixels(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 && number <= 20_000 ? number : undefined;
}

/** How many columns or rows a cell spans, 1 to 1000. */
export function span(value: unknown): number {
  const number = Number(value);
  return Number.isInteger(number) && number > 1 && number <= 1000 ? number : 1;
}
