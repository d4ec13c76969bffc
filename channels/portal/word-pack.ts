import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';

/** Written into every file in the place of the time of its making. */
const FIXED_TIME = '2000-01-01T00:00:00Z';

/**
 * Packs a Word file anew so that the same content always gives the same bytes: fixed times, and numbers in the place
 * of the random and ever-growing ids that its maker gives to links, drawings and lists.
 */
export function packSame(docx: Uint8Array): Uint8Array {
  const parts = unzipSync(docx);
  const entries: Zippable = {};
  const links = linkNames(text(parts['word/_rels/document.xml.rels']));
  for (const name of Object.keys(parts).sort(contentTypesFirst)) {
    const content = parts[name] ?? new Uint8Array();
    entries[name] = /\.(xml|rels)$/.test(name) ? strToU8(settled(name, text(content), links)) : content;
  }
  // The zip format keeps local time; these are the same local digits everywhere.
  return zipSync(entries, { mtime: new Date(2000, 0, 1), level: 9 });
}

const text = (content: Uint8Array | undefined): string => (content ? strFromU8(content) : '');

/** Word expects the list of content types at the beginning. */
function contentTypesFirst(one: string, other: string): number {
  const rank = (name: string): string => (name.startsWith('[') ? '' : name);
  return rank(one) < rank(other) ? -1 : 1;
}

function settled(name: string, xml: string, links: Map<string, string>): string {
  if (name === 'docProps/core.xml')
    return xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${FIXED_TIME}`);
  let drawings = 0;
  return xml
    .replace(/(\b(?:r:id|Id)=")([^"]+)"/g, (whole, head: string, id: string) => {
      const link = links.get(id);
      return link === undefined ? whole : `${head}${link}"`;
    })
    .replace(/(<wp:docPr id=")\d+"/g, (_whole, head: string) => `${head}${String((drawings += 1))}"`);
}

/** New names for the relationships whose ids are random, in the order of the part. */
function linkNames(relations: string): Map<string, string> {
  const random = [...relations.matchAll(/\bId="([^"]+)"/g)]
    .map(([, id = '']) => id)
    .filter((id) => !/^rId\d+$/.test(id));
  return new Map(random.map((id, index) => [id, `rIdLink${String(index + 1)}`]));
}
