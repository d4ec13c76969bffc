import { toText } from 'hast-util-to-text';
import { visit } from 'unist-util-visit';
import type { AssetRef } from '../../contract/values.js';
import type { Metadata } from '../../contract/metadata.js';
import { parseHtml } from '../html/parse.js';
import type { Part } from './screen.js';

/** What of a version people will read, or a machine would tell them. */
export interface Screened {
  title: string;
  issuer: string;
  docNo?: string | undefined;
  metadata?: Metadata | undefined;
  /** Sanitised HTML. */
  body: string;
  attachments: readonly Pick<AssetRef, 'name'>[];
}

/** The pieces of text that are screened: fields, the body, where its links lead, its pictures' words, files' names. */
export function partsOf({ title, issuer, docNo, metadata, body, attachments }: Screened): Part[] {
  const tree = parseHtml(body);
  const parts: Part[] = [
    { place: { part: 'title' }, text: title },
    { place: { part: 'issuer' }, text: issuer },
    { place: { part: 'docNo' }, text: docNo ?? '' },
    ...wordsOf(metadata).map((text): Part => ({ place: { part: 'metadata' }, text })),
    { place: { part: 'body' }, text: toText(tree).trim() },
  ];
  visit(tree, 'element', ({ tagName, properties }) => {
    const { href, alt } = properties;
    if (tagName === 'a' && typeof href === 'string') parts.push({ place: { part: 'link' }, text: href });
    if (tagName === 'img' && typeof alt === 'string') parts.push({ place: { part: 'picture' }, text: alt });
  });
  for (const { name } of attachments) parts.push({ place: { part: 'fileName', file: name }, text: name });
  return parts.filter(({ text }) => text !== '');
}

/** What of the metadata somebody wrote in words of his own. */
const wordsOf = ({ topic, keywords, basis, abolished }: Metadata = {}): string[] =>
  [topic, keywords?.join('，'), basis?.text, basis?.url, abolished?.by].filter((text) => text !== undefined);
