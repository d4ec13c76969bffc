import { XMLParser, XMLValidator } from 'fast-xml-parser';
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
 * @throws CallbackRefused `parse` for a document type, for anything malformed, and for another root
 */
export function parseXml(text: string): Record<string, unknown> {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text))
    throw new CallbackRefused(callbackCodes.parse, 'a document type is not read');
  if (XMLValidator.validate(text) !== true) throw new CallbackRefused(callbackCodes.parse, 'this is not XML');
  const root = Root.safeParse(parser.parse(text));
  if (!root.success) throw new CallbackRefused(callbackCodes.parse, 'there is no <xml> element');
  return root.data.xml;
}

/** Text as XML character data; cannot end its section, and drops what XML 1.0 forbids. */
export function cdata(text: string): string {
  const clean = text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '');
  return `<![CDATA[${clean.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
