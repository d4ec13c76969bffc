import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { SKIP, visit } from 'unist-util-visit';

const dropped = new Set([
  'script',
  'style',
  'link',
  'iframe',
  'form',
  'input',
  'video',
  'audio',
  'object',
  'meta',
]);

/**
 * What becomes of an article's HTML on the platform (sections 3.3 and 13.4): no scripts, handlers, ids and classes, no
 * picture from elsewhere, no link to elsewhere.
 */
export function filterContent(html: string, isOwnPicture: (src: string) => boolean): string {
  const tree: Root = fromHtml(html, { fragment: true });
  visit(tree, 'element', (node, index, parent) => {
    if (!parent || index === undefined) return undefined;
    if (
      dropped.has(node.tagName) ||
      (node.tagName === 'img' && !isOwnPicture(String(node.properties['src'])))
    ) {
      parent.children.splice(index, 1);
      return [SKIP, index];
    }
    clean(node);
    return undefined;
  });
  return toHtml(tree);
}

function clean({ tagName, properties }: Element): void {
  for (const name of Object.keys(properties))
    if (/^on/i.test(name) || name === 'id' || name === 'className') Reflect.deleteProperty(properties, name);
  if (tagName === 'a' && !/^https?:\/\/mp\.weixin\.qq\.com\//.test(String(properties['href'])))
    Reflect.deleteProperty(properties, 'href');
}
