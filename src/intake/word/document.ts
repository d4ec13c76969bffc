/** What of mammoth's document tree is looked at; everything else passes through untouched. */
export interface WordNode {
  type: string;
  children?: WordNode[];
  [property: string]: unknown;
}

/** A paragraph at the document's top level. */
export interface WordParagraph {
  /** Its place among the document's children. */
  at: number;
  text: string;
  style: string;
  centred: boolean;
  /** The largest font size set on its text, in points; 0 when none is. */
  size: number;
  /** Whether all of its text is bold or set in a headline typeface. */
  strong: boolean;
  listed: boolean;
}

/** Narrows what mammoth hands to a transform. */
export function isWordNode(value: unknown): value is WordNode {
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string')
    return false;
  return !('children' in value) || Array.isArray(value.children);
}

export function paragraphsOf(document: WordNode): WordParagraph[] {
  return (document.children ?? []).flatMap((node, at) =>
    node.type === 'paragraph' ? [readParagraph(node, at)] : [],
  );
}

function readParagraph(node: WordNode, at: number): WordParagraph {
  const runs = descendants(node, 'run').filter((run) => textOf(run).trim() !== '');
  return {
    at,
    text: textOf(node).trim(),
    style: nameIn(node, 'styleName') || nameIn(node, 'styleId'),
    centred: node['alignment'] === 'center',
    size: Math.max(0, ...runs.map((run) => (typeof run['fontSize'] === 'number' ? run['fontSize'] : 0))),
    strong:
      runs.length > 0 &&
      runs.every((run) => run['isBold'] === true || /黑体|小标宋/.test(nameIn(run, 'font'))),
    listed: node['numbering'] !== null && node['numbering'] !== undefined,
  };
}

function nameIn(node: WordNode, property: string): string {
  const value = node[property];
  return typeof value === 'string' ? value : '';
}

/** Tables as rows of cells' texts, in the document's order. */
export function tableTexts(document: WordNode): string[][] {
  return descendants(document, 'tableRow').map((row) =>
    descendants(row, 'tableCell').map((cell) => textOf(cell).trim()),
  );
}

/** The text of a node; line breaks as spaces, notes' numbers left out. */
export function textOf(node: WordNode): string {
  if (node.type === 'text') return typeof node['value'] === 'string' ? node['value'] : '';
  if (node.type === 'tab' || node.type === 'break') return ' ';
  return (node.children ?? []).map(textOf).join('');
}

export function hasPicture(node: WordNode): boolean {
  return descendants(node, 'image').length > 0;
}

function descendants(node: WordNode, type: string): WordNode[] {
  return (node.children ?? []).flatMap((child) => [
    ...(child.type === type ? [child] : []),
    ...descendants(child, type),
  ]);
}
