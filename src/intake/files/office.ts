import { refuseFile } from '../refuse.js';
import { always, firstWords, Story, type Trait } from './reading.js';
import { walkXml } from './xml.js';
import { openZip, type Zip } from './zip.js';

const MB = 1024 * 1024;
/** Sheets are long: a list of twenty thousand persons is some 10 MB of XML. */
export const officeLimits = { entries: 5000, partBytes: 64 * MB, keptBytes: 96 * MB, allBytes: 200 * MB };

export const isXml = (name: string): boolean => /\.(?:xml|rels)$/i.test(name);

/** Opens a .docx, .xlsx or .pptx. @throws HubError as `openZip`, and `unsupported_file` for one with macros */
export function openOffice(content: Uint8Array, keep: (name: string) => boolean = isXml): Promise<Zip> {
  return openZip(content, {
    limits: officeLimits,
    keep,
    check(names) {
      if (!names.includes('[Content_Types].xml')) throw refuseFile('damaged');
      if (names.some((name) => /vbaProject\.bin$/i.test(name))) throw refuseFile('macros');
    },
  });
}

/** The names of parts that match, those with a number in the order of their numbers. */
export function partsLike(zip: Pick<Zip, 'names'>, pattern: RegExp): string[] {
  const numberIn = (name: string): number => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? 0);
  return [...zip.names].filter((name) => pattern.test(name)).sort((a, b) => numberIn(a) - numberIn(b));
}

/** Where a part's relations lead inside the archive, by their ids: `{ rId1: { target, type } }`. */
export function relationsOf(zip: Zip, part: string): Map<string, { target: string; type: string }> {
  const [folder, file] = splitPath(part);
  const bytes = zip.bytes(`${folder}_rels/${file}.rels`);
  const found = new Map<string, { target: string; type: string }>();
  if (!bytes) return found;
  walkXml(bytes, {
    open(tag) {
      const [id, target] = [tag.get('Id'), tag.get('Target')];
      if (tag.name !== 'Relationship' || id === undefined || target === undefined) return;
      if (tag.get('TargetMode') === 'External') return;
      found.set(id, { target: resolvePath(folder, target), type: tag.get('Type') ?? '' });
    },
  });
  return found;
}

export const splitPath = (path: string): [folder: string, file: string] => {
  const at = path.lastIndexOf('/') + 1;
  return [path.slice(0, at), path.slice(at)];
};

/** A place that a part in this folder names, from the archive's root. */
export function resolvePath(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps = folder.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** Who wrote it and where, and what a file's properties say beside that. */
const people: Readonly<Record<string, readonly string[]>> = {
  'docProps/core.xml': ['creator', 'lastModifiedBy'],
  'docProps/app.xml': ['Company', 'Manager'],
};
const words: Readonly<Record<string, readonly string[]>> = {
  'docProps/core.xml': ['title', 'subject', 'description', 'keywords', 'category'],
  'docProps/app.xml': ['HyperlinkBase'],
};

/** The properties of an office file: its people as a trait, its words as a story that nobody sees. */
export function readProperties(zip: Zip): { story: Story; traits: Trait[] } {
  const story = new Story(always('文件属性', 'The file’s properties'), true, false);
  const names = new Set<string>();
  for (const part of Object.keys(people)) {
    for (const [name, text] of leavesOf(zip.bytes(part))) {
      if (people[part]?.includes(name)) names.add(firstWords(text));
      if (words[part]?.includes(name)) story.write(`${text}\n`);
    }
  }
  for (const [, text] of leavesOf(zip.bytes('docProps/custom.xml'))) names.add(firstWords(text));
  const text = [...names].join('、');
  return { story, traits: text === '' ? [] : [{ kind: 'author-metadata', count: names.size, text }] };
}

/** Elements without children that say something, by their names. */
export function leavesOf(bytes: Uint8Array | undefined): [name: string, text: string][] {
  const found: [string, string][] = [];
  if (!bytes) return found;
  let text = '';
  walkXml(bytes, {
    open: () => (text = ''),
    text: (more) => (text += more),
    close(name) {
      if (text.trim() !== '') found.push([name, text.trim()]);
      text = '';
    },
  });
  return found;
}

/** Files within the file: nobody sees what is in them. */
export function embeddedIn({ names }: Pick<Zip, 'names'>): Trait[] {
  const inside = [...names].filter((name) => /\/embeddings\//.test(name));
  if (inside.length === 0) return [];
  const text = firstWords(inside.map((name) => splitPath(name)[1]).join('、'));
  return [{ kind: 'embedded-object', count: inside.length, text }];
}
