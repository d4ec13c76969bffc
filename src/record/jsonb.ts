import type { Json } from '../contract/values.js';
import { canonicalJson } from '../platform/hash.js';

/**
 * The canonical JSON of what PostgreSQL wrote for a jsonb value, in one pass over its text: a ledger has millions of
 * them. PostgreSQL escapes strings as JSON.stringify does and puts one blank behind each colon and comma, so only keys
 * have to be sorted. A number that JavaScript would round, or write otherwise, leaves the whole text as one string: then no
 * digit of it can be changed without another hash.
 */
export function canonicalOf(text: string): string {
  const written = new Pass(text).all();
  return written ?? canonicalJson(dataOf(text));
}

/** The value itself; its text where a number of it is not exactly what JavaScript would make of it. */
export function dataOf(text: string): Json {
  const isInexact = (token: string): boolean => !token.startsWith('"') && String(Number(token)) !== token;
  return (text.match(tokens) ?? []).some(isInexact) ? text : (JSON.parse(text) as Json);
}

const tokens = /"(?:[^"\\]|\\.)*"|-?\d[\d.]*/g;

/** Whole numbers of so many digits are exact. */
const EXACT = 15;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const ARRAY = 0x5b;
const ARRAY_END = 0x5d;
const COMMA = 0x2c;

class Pass {
  private at = 0;
  private isPlain = true;

  constructor(private readonly text: string) {}

  /** Undefined when there is something that takes a closer look. */
  all(): string | undefined {
    const written = this.value();
    return this.isPlain && this.at === this.text.length ? written : undefined;
  }

  private value(): string {
    const first = this.text.charCodeAt(this.at);
    if (first === QUOTE) return this.string();
    if (first === OPEN) return this.object();
    if (first === ARRAY) return this.array();
    return this.word();
  }

  private string(): string {
    const start = this.at;
    let end = this.text.indexOf('"', start + 1);
    while (end > 0 && this.isEscaped(end)) end = this.text.indexOf('"', end + 1);
    if (end < 0) return this.givesUp();
    this.at = end + 1;
    return this.text.slice(start, this.at);
  }

  private isEscaped(end: number): boolean {
    let before = end - 1;
    while (this.text.charCodeAt(before) === BACKSLASH) before -= 1;
    return (end - before) % 2 === 0;
  }

  private object(): string {
    const [keys, members]: [string[], string[]] = [[], []];
    this.at += 1;
    while (this.isPlain && this.text.charCodeAt(this.at) !== CLOSE) {
      if (keys.length > 0 && !this.passes(COMMA)) return this.givesUp();
      const written = this.string();
      this.at += 2;
      insert(keys, members, nameOf(written), `${written}:${this.value()}`);
    }
    this.at += 1;
    return `{${members.join(',')}}`;
  }

  private array(): string {
    const items: string[] = [];
    this.at += 1;
    while (this.isPlain && this.text.charCodeAt(this.at) !== ARRAY_END) {
      if (items.length > 0 && !this.passes(COMMA)) return this.givesUp();
      items.push(this.value());
    }
    this.at += 1;
    return `[${items.join(',')}]`;
  }

  /** A number, true, false or null. */
  private word(): string {
    const start = this.at;
    let code = this.text.charCodeAt(this.at);
    while (this.at < this.text.length && code !== COMMA && code !== CLOSE && code !== ARRAY_END)
      code = this.text.charCodeAt((this.at += 1));
    const word = this.text.slice(start, this.at);
    const isShort = word.length <= EXACT && !word.includes('.');
    return isShort && word !== '' ? word : this.givesUp();
  }

  /** Goes past a mark and the blank behind it. */
  private passes(mark: number): boolean {
    const isThere = this.text.charCodeAt(this.at) === mark;
    this.at += 2;
    return isThere;
  }

  private givesUp(): string {
    this.isPlain = false;
    this.at = this.text.length;
    return '';
  }
}

/**
 * What a key stands for: escapes sort otherwise. Parsed by itself, for JSON.parse of Node 24.21 at times reads an object's
 * key that is one escaped sign as a backslash.
 */
const nameOf = (written: string): string =>
  written.includes('\\') ? (JSON.parse(written) as string) : written.slice(1, -1);

/** Keys come almost in order and are few. */
function insert(keys: string[], members: string[], key: string, member: string): void {
  let place = keys.length;
  while (place > 0 && (keys[place - 1] ?? '') > key) place -= 1;
  if (place === keys.length) {
    keys.push(key);
    members.push(member);
  } else {
    keys.splice(place, 0, key);
    members.splice(place, 0, member);
  }
}
