import type { Root } from 'hast';
import { visit } from 'unist-util-visit';
import { ASSET_SCHEME, type AssetRef } from '../../src/contract/values.js';

/** What a body's pictures refer to, in reading order; hashes of its own pictures, other addresses as they stand. */
export function pictureSources(tree: Root): string[] {
  const found: string[] = [];
  visit(tree, 'element', ({ tagName, properties: { src } }) => {
    if (tagName === 'img')
      found.push(
        typeof src === 'string' && src.startsWith(ASSET_SCHEME) ? src.slice(ASSET_SCHEME.length) : '',
      );
  });
  return found;
}

/** The version's pictures that its body shows, each once, in reading order. */
export function picturesIn(tree: Root, pictures: AssetRef[]): AssetRef[] {
  const sources = new Set(pictureSources(tree));
  return [...sources].flatMap((hash) => pictures.find((picture) => picture.hash === hash) ?? []);
}
