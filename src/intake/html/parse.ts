import type { Root } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import { defaultTreeAdapter, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { HubError } from '../../contract/errors.js';

/** What one text may hold: far above any notice, far below what would keep the process busy. */
const limits = { elements: 60_000, depth: 300, attributesOfTag: 200 };

const tooComplex = (): HubError =>
  new HubError(
    'invalid_request',
    'The text has more nested or tagged parts than the hub reads: paste it as plain text.',
    {
      errors: [{ path: 'body', message: 'too complex' }],
    },
  );

/** Parses a piece of HTML. @throws HubError `invalid_request` when it is built to exhaust a parser */
export function parseHtml(html: string): Root {
  refuseLongTags(html);
  let elements = 0;
  let open = 0;
  const tree = parseFragment(html, {
    scriptingEnabled: true,
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement(...given) {
        elements += 1;
        if (elements > limits.elements) throw tooComplex();
        return defaultTreeAdapter.createElement(...given);
      },
      // The parser searches its open elements at each tag, so their number has to stay small while it works.
      onItemPush() {
        open += 1;
        if (open > limits.depth) throw tooComplex();
      },
      onItemPop() {
        open -= 1;
      },
    },
  });
  pruneAndMeasure(tree);
  const root = fromParse5(tree);
  if (root.type !== 'root') throw new Error('a fragment did not become a root');
  return root;
}

/** Takes templates out (nobody sees them, and inside of a picture they break the next step) and refuses depth. */
function pruneAndMeasure(root: DefaultTreeAdapterTypes.ParentNode): void {
  const waiting: [DefaultTreeAdapterTypes.ParentNode, number][] = [[root, 0]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, depth] = next;
    if (depth > limits.depth) throw tooComplex();
    node.childNodes = node.childNodes.filter((child) => child.nodeName !== 'template');
    for (const child of node.childNodes) if ('childNodes' in child) waiting.push([child, depth + 1]);
  }
}

/** The parser compares each attribute of a tag with all before it; tags with thousands of them are an attack. */
function refuseLongTags(html: string): void {
  for (const [tag] of html.matchAll(/<[a-z][^>]{400,}/gi)) {
    const bare = tag.replace(/=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)/g, '');
    if (bare.split(/[\s/]+/).length > limits.attributesOfTag) throw tooComplex();
  }
}
