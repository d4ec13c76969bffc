import { Refusal } from '../refusal.js';
import { Pull } from './pull.js';

/** One file of an archive. */
export interface Member {
  /** Parts joined by `/`. */
  path: string;
  content: Buffer;
}

const BLOCK = 512;
/** A member is a file of at most 20 MB, a part of a table, or a list: more than this is no archive of ours. */
const LARGEST = 512 * 1024 * 1024;
const EMPTY = Buffer.alloc(BLOCK);

/** A member in the tar format of POSIX, which every tar reads. `at` is the time that it shows. */
export function tarMember({ path, content }: Member, at: Date): Buffer {
  const name = Buffer.from(path);
  const file = Buffer.concat([header(name, content.length, '0', at), padded(content)]);
  if (name.length <= 100 && /^[\x20-\x7e]*$/.test(path)) return file;
  const record = paxRecord('path', path);
  return Buffer.concat([header(Buffer.from('pax'), record.length, 'x', at), padded(record), file]);
}

/** What ends an archive. */
export const tarEnd = Buffer.alloc(2 * BLOCK);

/** The members, one after the other, each held in memory for itself. @throws Refusal for what is no such archive */
export async function* tarMembers(source: AsyncIterable<Buffer>): AsyncGenerator<Member> {
  const bytes = new Pull(source);
  let longPath: string | undefined;
  for (;;) {
    const head = await bytes.take(BLOCK);
    if (head.length < BLOCK) throw broken();
    if (head.equals(EMPTY)) return;
    const { path, size, kind } = readHeader(head);
    const content = await bytes.take(size);
    const padding = (BLOCK - (size % BLOCK)) % BLOCK;
    if (content.length < size || (await bytes.take(padding)).length < padding) throw broken();
    if (kind === 'x') longPath = paxPath(content);
    else {
      yield { path: longPath ?? path, content };
      longPath = undefined;
    }
  }
}

function header(name: Buffer, size: number, kind: '0' | 'x', at: Date): Buffer {
  const block = Buffer.alloc(BLOCK);
  name.copy(block, 0, 0, Math.min(name.length, 100));
  block.write('0000600\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  const seconds = Math.floor(at.getTime() / 1000);
  block.write(`${seconds.toString(8).padStart(11, '0')}\0`, 136);
  block.write('        ', 148);
  block.write(kind, 156);
  block.write('ustar\x0000', 257, 'latin1');
  block.write(`${sumOf(block).toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function readHeader(block: Buffer): { path: string; size: number; kind: string } {
  const text = (from: number, length: number): string =>
    block.toString('utf8', from, from + length).replace(/\0.*$/s, '');
  const sum = Number.parseInt(text(148, 8), 8);
  const blank = Buffer.from(block);
  blank.write('        ', 148);
  const size = Number.parseInt(text(124, 12), 8);
  const kind = text(156, 1);
  const isOurs = sum === sumOf(blank) && (kind === '0' || kind === 'x') && size >= 0 && size <= LARGEST;
  if (!isOurs) throw broken();
  return { path: text(0, 100), size, kind };
}

function sumOf(block: Buffer): number {
  let sum = 0;
  for (const byte of block) sum += byte;
  return sum;
}

function padded(content: Buffer): Buffer {
  return Buffer.concat([content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)]);
}

/** A record names its own length, digits included. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest;
  while (length !== rest + String(length).length) length = rest + String(length).length;
  return Buffer.from(`${length} ${key}=${value}\n`);
}

function paxPath(record: Buffer): string {
  const path = /^\d+ path=(.*)\n$/s.exec(record.toString('utf8'))?.[1];
  if (path === undefined) throw broken();
  return path;
}

const broken = (): Refusal => new Refusal('The archive’s content is not as a hub writes it.');
