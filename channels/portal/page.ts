import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toText } from 'hast-util-to-text';
import { visit } from 'unist-util-visit';
import type { HttpAnswer } from '../../src/contract/channel.js';

/** What a public page says. */
export interface Page {
  /** What a reader takes for its title: the first heading, or the browser's title. */
  title: string;
  /** Everything that may be an article's title: headings and title tags; without a heading, every short line. */
  titles: string[];
  /** The text as a reader sees it, by lines. */
  lines: string[];
  asksForPassword: boolean;
}

/** Reads a page in whatever encoding it has: the header's, the one it names itself, or UTF-8. */
export function readPage(answer: Pick<HttpAnswer, 'headers' | 'body'>): Page {
  const tree = fromHtml(decode(answer));
  const lines = toText(tree)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const headings = textsOf(tree, ['h1', 'h2', 'h3']);
  const named = [...textsOf(tree, ['title']), ...metaTitles(tree)];
  return {
    title: headings[0] ?? named[0] ?? lines[0] ?? '',
    titles: [...headings, ...named, ...(headings.length > 0 ? [] : lines.filter(isShort))],
    lines,
    asksForPassword: hasPasswordField(tree),
  };
}

const isShort = (line: string): boolean => line.length <= 240;

function decode({ headers, body }: Pick<HttpAnswer, 'headers' | 'body'>): string {
  const inHeader = /charset=["']?([\w-]+)/i.exec(headers['content-type'] ?? '')?.[1];
  const start = new TextDecoder('latin1').decode(body.subarray(0, 4_096));
  const inPage = /<meta[^>]+charset=["']?([\w-]+)/i.exec(start)?.[1];
  return decoder(inHeader ?? inPage ?? 'utf-8').decode(body);
}

function decoder(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch (error) {
    // A label that nobody knows; browsers then guess, and UTF-8 is the guess that is right today.
    if (error instanceof RangeError) return new TextDecoder('utf-8');
    throw error;
  }
}

function textsOf(tree: Root, tags: string[]): string[] {
  const found: string[] = [];
  visit(tree, 'element', (node) => {
    if (tags.includes(node.tagName)) found.push(contentOf(node));
  });
  return found.filter((text) => text !== '');
}

/** `title` is invisible to readers and so to toText. */
function contentOf(node: Element): string {
  let text = '';
  visit(node, 'text', ({ value }) => {
    text += value;
  });
  return text.replace(/\s+/g, ' ').trim();
}

/** The tags that government sites must carry (ArticleTitle), and the one that shared links use. */
function metaTitles(tree: Root): string[] {
  const found: string[] = [];
  visit(tree, 'element', ({ tagName, properties }) => {
    const { name, property, content } = properties;
    const isTitle = name === 'ArticleTitle' || property === 'og:title';
    if (tagName === 'meta' && isTitle && typeof content === 'string') found.push(content);
  });
  return found;
}

function hasPasswordField(tree: Root): boolean {
  let found = false;
  visit(tree, 'element', ({ tagName, properties }) => {
    found ||= tagName === 'input' && properties['type'] === 'password';
  });
  return found;
}
