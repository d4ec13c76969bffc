import { DOMSerializer, type Node } from '@tiptap/pm/model';
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

/** A document as HTML, for comparing. */
export function htmlOfDocument(doc: Node): string {
  const holder = document.createElement('div');
  holder.append(DOMSerializer.fromSchema(doc.type.schema).serializeFragment(doc.content));
  return holder.innerHTML;
}
