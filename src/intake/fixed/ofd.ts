import { isXml, leavesOf, officeLimits, resolvePath, splitPath } from '../files/office.js';
import { MOST_TEXT } from '../files/reading.js';
import { walkXml } from '../files/xml.js';
import { openZip, type Zip } from '../files/zip.js';
import { refuseFile } from '../refuse.js';
import type { FixedDocument, FixedPage } from './fixed.js';
import { numbersIn, OfdPageListener, type StrongFonts } from './ofd-page.js';

const MOST_PAGES = 3000;
const A4 = [0, 0, 210, 297];

/** An .ofd (GB/T 33190): an archive whose `OFD.xml` leads to a document, and that to its pages. */
interface Ofd {
  zip: Zip;
  document: FixedDocument;
  author: string;
}

/** Reads an .ofd. @throws HubError with `facts.reason` for what is damaged, encrypted or too large */
export async function openOfd(content: Uint8Array): Promise<Ofd> {
  const zip = await openZip(content, { limits: officeLimits, keep: isXml });
  const start = leavesOf(zip.bytes('OFD.xml'));
  const roots = start.filter(([name]) => name === 'DocRoot').map(([, path]) => resolvePath('', path));
  const isLocked = [...zip.names].some((name) => /(?:^|\/)encryptions?\.xml$/i.test(name));
  if (isLocked) throw refuseFile('encrypted');
  if (roots.length === 0) throw refuseFile('damaged');
  const say = (wanted: string): string => start.find(([name]) => name === wanted)?.[1] ?? '';
  const document: FixedDocument = { pages: [], property: say('Title') || undefined, askew: 0, pictures: 0 };
  for (const root of roots) readRoot(zip, root, document);
  return { zip, document, author: say('Author') };
}

interface Root {
  box: number[];
  pages: string[];
  templates: Map<string, string>;
  resources: string[];
}

function readRoot(zip: Zip, part: string, document: FixedDocument): void {
  const root = rootOf(zip, part);
  const fonts = strongFontsIn(zip, root.resources);
  const read = (path: string): OfdPageListener => {
    const listener = new OfdPageListener(fonts);
    walkXml(bytesOf(zip, path), listener);
    return listener;
  };
  const templates = new Map<string, OfdPageListener>();
  const templateOf = (id: string): OfdPageListener | undefined => {
    const path = root.templates.get(id);
    const known = templates.get(id) ?? (path === undefined ? undefined : read(path));
    if (known) templates.set(id, known);
    return known;
  };
  let length = document.pages.reduce((sum, page) => sum + lengthOf(page), 0);
  for (const path of root.pages) {
    const own = read(path);
    const layers = [...own.templates.flatMap((id) => templateOf(id) ?? []), own];
    const [, , width = 210, height = 297] = own.box ?? root.box;
    const page = { width, height, pieces: layers.flatMap(({ pieces }) => pieces) };
    document.pages.push(page);
    document.pictures += own.pictures;
    document.askew += own.askew;
    length += lengthOf(page);
    if (length > MOST_TEXT || document.pages.length > MOST_PAGES) throw refuseFile('too_much_text');
  }
}

const lengthOf = (page: FixedPage): number => page.pieces.reduce((sum, { text }) => sum + text.length, 0);

function bytesOf(zip: Zip, path: string): Buffer {
  const bytes = zip.bytes(path);
  if (!bytes) throw refuseFile('damaged');
  return bytes;
}

function rootOf(zip: Zip, part: string): Root {
  const [folder] = splitPath(part);
  const root: Root = { box: A4, pages: [], templates: new Map(), resources: [] };
  let text = '';
  walkXml(bytesOf(zip, part), {
    open(tag) {
      text = '';
      const place = tag.get('BaseLoc');
      if (place === undefined) return;
      if (tag.name === 'Page') root.pages.push(resolvePath(folder, place));
      if (tag.name === 'TemplatePage') root.templates.set(tag.get('ID') ?? '', resolvePath(folder, place));
    },
    text: (more) => (text += more),
    close(name) {
      if (name === 'PhysicalBox') root.box = numbersIn(text);
      if (name === 'PublicRes' || name === 'DocumentRes')
        root.resources.push(resolvePath(folder, text.trim()));
      text = '';
    },
  });
  return root;
}

/** The fonts that headlines are set in. */
function strongFontsIn(zip: Zip, resources: readonly string[]): StrongFonts {
  const found = new Set<string>();
  for (const path of resources) {
    const bytes = zip.bytes(path);
    if (bytes)
      walkXml(bytes, {
        open(tag) {
          if (tag.name !== 'Font') return;
          const isStrong =
            /黑体|小标宋|SimHei|bold/i.test(tag.get('FontName') ?? '') || tag.get('Bold') === 'true';
          if (isStrong) found.add(tag.get('ID') ?? '');
        },
      });
  }
  return found;
}
