import type { Node } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';

/**
 * The editor's text, piece by piece as `clean` would have it; marks, tables and pictures stay. One transaction, and so one
 * step to undo. Nothing is changed before it is dispatched.
 */
export function cleaningOf({ doc, schema, tr }: EditorState, clean: (text: string) => string): Transaction {
  const pieces: { from: number; node: Node; text: string }[] = [];
  doc.descendants((node, from) => {
    if (!node.isText) return;
    const text = clean(node.text ?? '');
    if (text !== node.text) pieces.push({ from, node, text });
  });
  // From the end, so that what comes before stays where it is.
  for (const { from, node, text } of pieces.toReversed()) {
    if (text === '') tr.delete(from, from + node.nodeSize);
    else tr.replaceWith(from, from + node.nodeSize, schema.text(text, node.marks));
  }
  return tr;
}

/** The blocks of text that differ, as they were and as they are: cleaning takes no block away, and adds none. */
export function changedBlocks(before: Node, after: Node): [string, string][] {
  const is = blocksOf(after);
  return blocksOf(before).flatMap((was, index): [string, string][] =>
    was === is[index] ? [] : [[was, is[index] ?? '']],
  );
}

function blocksOf(doc: Node): string[] {
  const blocks: string[] = [];
  doc.descendants((node) => {
    if (node.isTextblock) blocks.push(node.textContent);
    return !node.isTextblock;
  });
  return blocks;
}
