import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { refuseFile } from '../refuse.js';

/** Far above what office programs write. */
const limits = { depth: 512, elements: 4_000_000 };

/** An element as it begins. Names are without their prefix. */
export interface Tag {
  name: string;
  /** The value of the attribute with this local name. */
  get(name: string): string | undefined;
  /** The relation that the element refers to, `r:id` or `r:embed`. */
  relation: string | undefined;
}

export interface XmlListener {
  open?(tag: Tag): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads XML from its beginning to its end, telling what it meets; takes time in proportion to its length.
 * @throws HubError `invalid_file` for what is not well formed, has a document type, or is absurdly deep or large
 */
export function walkXml(bytes: Uint8Array, listener: XmlListener): void {
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  let elements = 0;
  const refuse = (): never => {
    throw refuseFile('damaged');
  };
  parser.on('error', refuse);
  // Office programs never write one, and an entity that grows needs one.
  parser.on('doctype', refuse);
  parser.on('opentag', (tag) => {
    depth += 1;
    elements += 1;
    if (depth > limits.depth || elements > limits.elements) refuse();
    listener.open?.(tagOf(tag));
  });
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    listener.close?.(local(name));
  });
  parser.write(decodeXml(bytes)).close();
}

/** Whether a part has an element that the test finds. */
export function hasElement(bytes: Uint8Array | undefined, test: (tag: Tag) => boolean): boolean {
  const found: Tag[] = [];
  if (bytes)
    walkXml(bytes, {
      open(tag) {
        if (found.length === 0 && test(tag)) found.push(tag);
      },
    });
  return found.length > 0;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function tagOf({ name, attributes }: SaxesTagPlain): Tag {
  const find = (wanted: (key: string) => boolean): string | undefined => {
    for (const key in attributes) if (wanted(key)) return attributes[key];
    return undefined;
  };
  return {
    name: local(name),
    get: (wanted) => attributes[wanted] ?? find((key) => local(key) === wanted),
    get relation() {
      return find((key) => /^\w+:(?:id|embed)$/.test(key));
    },
  };
}

/** XML of office files is UTF-8, or UTF-16 with its mark. */
function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}
