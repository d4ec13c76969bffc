import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { callbackCodes, CallbackRefused } from './crypto.js';

const lists = new Set(['fail_idx']);
const parser = new XMLParser({
  ignoreDeclaration: true,
  ignoreAttributes: true,
  // Ids have more digits than a number holds.
  parseTagValue: false,
  processEntities: true,
  isArray: (name, path) => lists.has(name) || /\.(?:article_detail|ResultList)\.item$/.test(String(path)),
});

const Root = z.object({ xml: z.record(z.string(), z.unknown()) });

/**
 * The members of the platform's `<xml>` element; every value is a string, an object, or an array of them.
 * Forgives what it can; what a message has to say is checked by its shape.
 * @throws CallbackRefused `parse` for a document type, for what is no XML, and for another root
 */
export function parseXml(text: string): Record<string, unknown> {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text))
    throw new CallbackRefused(callbackCodes.parse, 'a document type is not read');
  const root = Root.safeParse(read(text));
  if (!root.success) throw new CallbackRefused(callbackCodes.parse, 'there is no <xml> element');
  return root.data.xml;
}

function read(text: string): unknown {
  try {
    return parser.parse(text);
  } catch {
    throw new CallbackRefused(callbackCodes.parse, 'this is not XML');
  }
}

/** Text as XML character data; cannot end its section, and drops what XML 1.0 forbids. */
export function cdata(text: string): string {
  const clean = text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '');
  return `<![CDATA[${clean.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
