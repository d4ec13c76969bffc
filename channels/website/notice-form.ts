import type { Element, Root } from 'hast';
import { toText } from 'hast-util-to-text';

const INDENT = /^[\u3000\u00a0\t ]+/;
const DATE_LINE =
  /^[0-9〇一二三四五六七八九十]{2,4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日(?:\s*[0-9]{1,2}[:：][0-9]{2})?$/;
const NOTE_LINE = /^（.{2,40}）$/;
const ADDRESSEE = /^[^。；：]{2,120}：$/;
const STARTS_TEXT = /如下|^(?:为|根据|按照|依据|经|现|因|近日)/;

/**
 * Marks what the form of an official notice sets apart: the addressee line stands flush left, the issuer's name and
 * the date under the text stand on the right. Indents typed as spaces go, because the style indents by itself.
 */
export function markNoticeForm(tree: Root, issuer: string): void {
  const blocks = tree.children.filter((node): node is Element => node.type === 'element');
  for (const block of blocks) if (block.tagName === 'p') dropTypedIndent(block);
  const opening = blocks[0];
  if (opening?.tagName === 'p' && isAddressee(textOf(opening)))
    opening.properties = { className: ['addressee'] };
  for (const block of [...blocks].reverse()) {
    if (block.tagName !== 'p') break;
    const text = textOf(block);
    if (text === '' || NOTE_LINE.test(text)) continue;
    if (!isSignature(text, issuer)) break;
    block.properties = { className: ['signature'] };
  }
}

const textOf = (node: Element): string => toText(node).trim();

const isAddressee = (text: string): boolean => ADDRESSEE.test(text) && !STARTS_TEXT.test(text);

function isSignature(text: string, issuer: string): boolean {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.every((line) => line === issuer || DATE_LINE.test(line));
}

function dropTypedIndent(block: Element): void {
  const start = block.children[0];
  if (start?.type !== 'text') return;
  start.value = start.value.replace(INDENT, '');
  if (start.value === '') block.children.shift();
}
