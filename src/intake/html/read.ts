import type { Element, Nodes, RootContent } from 'hast';
import type { Block } from './blocks.js';
import { readLink, readPicture, textOf } from './attributes.js';
import { toParagraphs, type Marks, type Run } from './inline.js';
import type { NoteKey, Notes } from './notes.js';
import { readTable } from './table.js';

/** Elements that go with all that is in them, and what the clerk is told (nothing for what nobody sees). */
const gone: Partial<Record<string, NoteKey | 'silent'>> = {
  script: 'script',
  style: 'style',
  template: 'silent',
  noscript: 'silent',
  title: 'silent',
  head: 'silent',
  meta: 'silent',
  link: 'silent',
  base: 'silent',
  noembed: 'silent',
  noframes: 'silent',
  xmp: 'silent',
  plaintext: 'silent',
  colgroup: 'silent',
  col: 'silent',
  rp: 'silent',
  area: 'silent',
  datalist: 'silent',
  iframe: 'frame',
  frame: 'frame',
  frameset: 'frame',
  object: 'frame',
  embed: 'frame',
  applet: 'frame',
  video: 'frame',
  audio: 'frame',
  canvas: 'frame',
  portal: 'frame',
  svg: 'drawing',
  math: 'drawing',
  input: 'form',
  button: 'form',
  select: 'form',
  textarea: 'form',
  progress: 'form',
  meter: 'form',
};

/** Elements that only say: a new block starts and ends here. */
const boxes = new Set(
  'p div section article header footer main address center figure figcaption pre dl dt dd fieldset legend form details summary nav aside hgroup body html caption li tr td th thead tbody tfoot listing search dialog'.split(
    ' ',
  ),
);

const inlineMarks: Partial<Record<string, Marks>> = {
  strong: { strong: true },
  b: { strong: true },
  em: { em: true },
  i: { em: true },
  cite: { em: true },
  dfn: { em: true },
  var: { em: true },
  sup: { shift: 'sup' },
  sub: { shift: 'sub' },
};

const headings: Partial<Record<string, 1 | 2 | 3 | 4>> = { h1: 1, h2: 2, h3: 3, h4: 4, h5: 4, h6: 4 };

/** Reads nodes of any shape into blocks of the few kinds that a text is made of. */
export class Reader {
  readonly blocks: Block[] = [];
  #runs: Run[] = [];

  constructor(
    readonly notes: Notes,
    /** Whether the text has a first-level heading, so that all move down by one. */
    readonly shift: boolean,
    readonly inCell = false,
  ) {}

  /** A reader for what stands within a list item, cell or quotation. */
  inner(inCell = this.inCell): Reader {
    return new Reader(this.notes, this.shift, inCell);
  }

  /** The blocks of these nodes. */
  read(nodes: readonly (Nodes | RootContent)[], marks: Marks = {}): Block[] {
    for (const node of nodes) this.#node(node, marks);
    this.flush();
    return this.blocks;
  }

  /** Ends the paragraph that is open. */
  flush(): void {
    for (const lines of toParagraphs(this.#runs)) this.blocks.push({ is: 'p', lines });
    this.#runs = [];
  }

  #node(node: Nodes | RootContent, marks: Marks): void {
    if (node.type === 'text') this.#runs.push({ is: 'text', text: node.value, marks });
    else if (node.type === 'element') this.#element(node, marks);
    else if (node.type === 'root') for (const child of node.children) this.#node(child, marks);
  }

  #element(node: Element, marks: Marks): void {
    const name = node.tagName;
    const why = gone[name];
    if (why !== undefined) {
      if (why !== 'silent') this.notes.add(why);
      return;
    }
    if (this.#isHidden(node)) return;
    this.#noteAttributes(node);
    if (name === 'br') this.#runs.push({ is: 'break' });
    else if (name === 'img') this.#picture(node, marks);
    else if (name === 'a') this.#children(node, { ...marks, href: readLink(node, this.notes) ?? marks.href });
    else if (name === 's' || name === 'del' || name === 'strike') {
      this.notes.add('strike');
      this.#children(node, marks);
    } else if (!this.#block(node, marks)) this.#children(node, { ...marks, ...inlineMarks[name] });
  }

  /** Reads a block element; false when it is none. */
  #block(node: Element, marks: Marks): boolean {
    const name = node.tagName;
    const level = headings[name];
    if (level !== undefined) this.#apart(() => this.#heading(node, level));
    else if (name === 'ul' || name === 'ol' || name === 'menu' || name === 'dir')
      this.#apart(() => this.#list(node, marks));
    else if (name === 'blockquote') this.#apart(() => this.#quotation(node, marks));
    else if (name === 'table') this.#apart(() => this.#table(node));
    else if (name === 'hr') this.flush();
    else if (boxes.has(name)) this.#apart(() => this.#children(node, marks));
    else return false;
    return true;
  }

  #apart(work: () => void): void {
    this.flush();
    work();
    this.flush();
  }

  #children(node: Element, marks: Marks): void {
    for (const child of node.children) this.#node(child, marks);
  }

  #heading(node: Element, level: 1 | 2 | 3 | 4): void {
    const is = `h${Math.min(4, Math.max(2, this.shift ? level + 1 : level)) as 2 | 3 | 4}` as const;
    for (const block of this.inner().read(node.children)) {
      const titled = block.is === 'p' && !this.inCell && block.lines.some(hasText);
      this.blocks.push(titled ? { is, lines: block.lines.map(unbold) } : block);
    }
  }

  #list(node: Element, marks: Marks): void {
    const items: Block[][] = [];
    for (const child of node.children) {
      if (child.type === 'text' && child.value.trim() === '') continue;
      const blocks = this.inner().read([child], marks);
      const nested = child.type === 'element' && /^(?:ul|ol|menu|dir)$/.test(child.tagName);
      if (nested && items.length > 0) items.at(-1)?.push(...blocks);
      else if (blocks.length > 0) items.push(blocks);
    }
    if (items.length === 0) return;
    if (node.tagName !== 'ol') this.blocks.push({ is: 'ul', items });
    else {
      const start = Number(node.properties['start']);
      const counted = Number.isInteger(start) && start > 1 && start < 10_000;
      this.blocks.push({ is: 'ol', items, ...(counted ? { start } : {}) });
    }
  }

  #quotation(node: Element, marks: Marks): void {
    const blocks = this.inner().read(node.children, marks);
    if (blocks.length > 0) this.blocks.push({ is: 'blockquote', blocks });
  }

  #table(node: Element): void {
    if (this.inCell) this.notes.add('nestedTable');
    this.blocks.push(...readTable(node, this));
  }

  #picture(node: Element, marks: Marks): void {
    const picture = readPicture(node, this.notes);
    if (picture) this.#runs.push({ is: 'picture', picture, marks: { href: marks.href } });
  }

  #isHidden(node: Element): boolean {
    const style = textOf(node, 'style');
    const hidden = node.properties['hidden'] === true || /display\s*:\s*none|mso-hide\s*:\s*all/i.test(style);
    if (hidden && node.children.length > 0) this.notes.add('hidden');
    return hidden;
  }

  #noteAttributes(node: Element): void {
    const names = Object.keys(node.properties);
    this.notes.add('handler', names.filter((name) => /^on/i.test(name)).length);
    if (names.includes('style') || node.tagName === 'font') this.notes.add('style');
  }
}

function hasText(line: readonly Exclude<Run, { is: 'break' }>[]): boolean {
  return line.some((run) => run.is === 'text');
}

function unbold<T extends { marks: Marks }>(line: T[]): T[] {
  return line.map((run) => ({ ...run, marks: { ...run.marks, strong: undefined } }));
}
