import { refuseFile } from '../refuse.js';
import { acceptChanges } from './accept.js';
import { cleanPicture } from './clean-picture.js';
import { isPicture } from '../blobs/kinds.js';
import { isOfficeFile } from './cleanable.js';
import { openOffice } from './office.js';
import { packed } from './pack.js';
import { readFile } from './read.js';
import { withoutElements, type ElementTest } from './xml-edit.js';
import type { Zip } from './zip.js';

/** What was taken out of a copy: by kind, how many. */
export type Removed = Partial<Record<'comments' | 'properties' | 'metadata' | 'masked' | 'changes', number>>;
export interface Cleaned {
  content: Uint8Array;
  removed: Removed;
}

/**
 * A copy without comments, authors and organisations (office files), or without what the camera wrote (pictures). What
 * is said and shown stays as it is; tracked changes stay too, for a person has to decide on them.
 * @throws HubError `unsupported_file` for kinds that cannot be cleaned; as `readFile` does
 */
export async function cleanFile(mediaType: string, content: Uint8Array): Promise<Cleaned> {
  if (isPicture(mediaType)) return { content: await cleanPicture(content), removed: { metadata: 1 } };
  if (!isOfficeFile(mediaType)) throw refuseFile('not_cleanable');
  const cleaned = await cleanOffice(content);
  const { traits } = await readFile(mediaType, cleaned.content);
  // A copy that is not clean must not be taken for one.
  if (traits.some(({ kind }) => kind === 'comments' || kind === 'author-metadata'))
    throw refuseFile('not_cleanable');
  return cleaned;
}

/**
 * A cleaned copy of a .docx in which all tracked changes are accepted: a person has asked for that, having seen them.
 * @throws HubError `unsupported_file` for other kinds, and for changes that only Word can carry out
 */
export async function cleanAccepting(mediaType: string, content: Uint8Array): Promise<Cleaned> {
  const changes = await changesIn(mediaType, content);
  if (changes === 0) throw refuseFile('not_cleanable');
  const zip = await openOffice(content, () => true);
  const parts: Record<string, Uint8Array> = {};
  for (const name of zip.names) {
    const bytes = zip.bytes(name) ?? new Uint8Array();
    const isText = /^word\/(?:document|header|footer|footnotes|endnotes|styles|numbering)\d*\.xml$/.test(
      name,
    );
    parts[name] = isText ? new TextEncoder().encode(acceptChanges(bytes.toString('utf8'))) : bytes;
  }
  const cleaned = await cleanFile(mediaType, packed(parts));
  if ((await changesIn(mediaType, cleaned.content)) > 0) throw refuseFile('not_cleanable');
  return { ...cleaned, removed: { ...cleaned.removed, changes } };
}

async function changesIn(mediaType: string, content: Uint8Array): Promise<number> {
  const { traits } = await readFile(mediaType, content);
  return traits.find(({ kind }) => kind === 'tracked-changes')?.count ?? 0;
}

/** Parts that hold comments and who wrote them. */
const commentPart =
  /^(?:word\/(?:comments\w*|people)\.xml|xl\/(?:comments\w*|comments\/[^/]+|threadedComments\/[^/]+|persons\/[^/]+)\.xml|ppt\/(?:comments\/[^/]+|commentAuthors|authors)\.xml)$/;
const customPart = 'docProps/custom.xml';
const named: Readonly<Record<string, readonly string[]>> = {
  'docProps/core.xml': ['creator', 'lastModifiedBy'],
  'docProps/app.xml': ['Company', 'Manager'],
};
const wordMarks = ['commentRangeStart', 'commentRangeEnd', 'commentReference'];

async function cleanOffice(content: Uint8Array): Promise<Cleaned> {
  const zip = await openOffice(content, () => true);
  const gone = new Set([...zip.names].filter((name) => commentPart.test(name) || name === customPart));
  for (const name of zip.names) if (isNotesOnly(zip, name)) gone.add(name);
  const parts: Record<string, Uint8Array> = {};
  let properties = zip.names.has(customPart) ? 1 : 0;
  for (const name of zip.names) {
    if (gone.has(name)) continue;
    const bytes = zip.bytes(name) ?? new Uint8Array();
    const test = whatGoes(name, gone);
    if (!test) {
      parts[name] = bytes;
      continue;
    }
    const edited = withoutElements(bytes.toString('utf8'), test);
    if (name in named) properties += edited.removed;
    parts[name] = edited.removed === 0 ? bytes : new TextEncoder().encode(edited.xml);
  }
  const comments = [...gone].filter((name) => name !== customPart).length;
  return {
    content: packed(parts),
    removed: { ...(comments > 0 && { comments }), ...(properties > 0 && { properties }) },
  };
}

/** A drawing of the old kind that holds nothing but the boxes of a sheet's comments. */
function isNotesOnly(zip: Zip, name: string): boolean {
  if (!/^xl\/drawings\/vmlDrawing[^/]*\.vml$/.test(name)) return false;
  const kinds =
    zip
      .bytes(name)
      ?.toString('utf8')
      .match(/ObjectType="\w+"/g) ?? [];
  if (kinds.length === 0 || kinds.every((kind) => kind !== 'ObjectType="Note"')) return false;
  if (kinds.every((kind) => kind === 'ObjectType="Note"')) return true;
  // Boxes of comments among buttons: taking out half of it may leave a file that does not open.
  throw refuseFile('not_cleanable');
}

/** Which elements of a part go; undefined where all stay. */
function whatGoes(name: string, gone: ReadonlySet<string>): ElementTest | undefined {
  if (name === '[Content_Types].xml')
    return (tag) => tag.name === 'Override' && gone.has((tag.get('PartName') ?? '').replace(/^\//, ''));
  if (name.endsWith('.rels')) return leadsTo(name, gone);
  const names = named[name];
  if (names) return (tag) => names.includes(tag.name);
  if (/^word\/[^/]+\.xml$/.test(name)) return (tag) => wordMarks.includes(tag.name);
  if (/^xl\/worksheets\/[^/]+\.xml$/.test(name) && [...gone].some((part) => part.endsWith('.vml')))
    return (tag) => tag.name === 'legacyDrawing';
  return undefined;
}

/** Relations whose other end is no longer there. */
function leadsTo(name: string, gone: ReadonlySet<string>): ElementTest {
  const folder = name.replace(/_rels\/[^/]*$/, '');
  const base = new URL(`zip:///${folder}`);
  return (tag) => {
    const target = tag.get('Target');
    if (tag.name !== 'Relationship' || target === undefined || tag.get('TargetMode') === 'External')
      return false;
    return gone.has(decodeURI(new URL(target, base).pathname.replace(/^\//, '')));
  };
}
