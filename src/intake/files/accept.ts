import { refuseFile } from '../refuse.js';
import { markupOf } from './markup.js';

/** An element as it is written, with what stands in it. */
interface Branch {
  name: string;
  open: string;
  close: string;
  inside: (Branch | string)[];
}

const takenOut = new Set(['del', 'moveFrom']);
const putIn = new Set(['ins', 'moveTo']);
/** What says where something moved, and how something looked before. */
const remark =
  /^(?:move(?:From|To)Range(?:Start|End)|numberingChange|cellIns|(?:r|p|sect|tbl|tblGrid|tblPrEx|tc|tr)PrChange)$/;
/** Their text stands elsewhere, and would stay there unseen; cells that go or merge leave a table of another shape. */
const byHand = /^(?:cellDel|cellMerge|footnoteReference|endnoteReference)$/;

/**
 * WordprocessingML with all tracked changes accepted: what was added stays, what was struck out goes, and a paragraph
 * whose end was struck out goes on in the next one. The XML has to be well formed. Linear in its length.
 * @throws HubError `unsupported_file` for changes that only Word can carry out
 */
export function acceptChanges(xml: string): string {
  const root: Branch = { name: '', open: '', close: '', inside: [] };
  const path = [root];
  let from = 0;
  const last = (): Branch => path.at(-1) ?? root;
  for (const { at, end, kind, name } of markupOf(xml)) {
    if (kind === 'other') continue;
    if (at > from) last().inside.push(xml.slice(from, at));
    from = end;
    const text = xml.slice(at, end);
    if (kind === 'close') {
      last().close = text;
      path.pop();
      continue;
    }
    const branch = { name, open: text, close: '', inside: [] };
    last().inside.push(branch);
    if (kind === 'open') path.push(branch);
  }
  root.inside.push(xml.slice(from));
  return written({ ...root, inside: accepted(root.inside) });
}

const written = ({ open, inside, close }: Branch): string =>
  open + inside.map((one) => (typeof one === 'string' ? one : written(one))).join('') + close;

/** The children of an element that are left, paragraphs that lost their end joined to the next. */
function accepted(inside: readonly (Branch | string)[]): (Branch | string)[] {
  const kept: (Branch | string)[] = [];
  let carried: (Branch | string)[] = [];
  let from: Branch | undefined;
  const putDown = (): void => {
    // There is no next one to go on in: it keeps its own end.
    if (from) kept.push({ ...from, inside: [...propertiesOf(from), ...carried] });
    [carried, from] = [[], undefined];
  };
  for (const child of inside.flatMap(acceptOne)) {
    if (typeof child === 'string') kept.push(child);
    else if (child.name !== 'p') {
      if (!remarksOnly.has(child.name)) putDown();
      kept.push(child);
    } else if (endsStruckOut.has(child)) {
      carried.push(...textOf(child));
      from = child;
    } else {
      kept.push({ ...child, inside: [...propertiesOf(child), ...carried, ...textOf(child)] });
      [carried, from] = [[], undefined];
    }
  }
  putDown();
  return kept;
}

/** May stand between two paragraphs without dividing them. */
const remarksOnly = new Set([
  'bookmarkStart',
  'bookmarkEnd',
  'proofErr',
  'commentRangeStart',
  'commentRangeEnd',
]);
/** Paragraphs whose end was struck out; they are new objects of one call. */
const endsStruckOut = new WeakSet<Branch>();

const isProperties = (one: Branch | string): boolean => typeof one !== 'string' && one.name === 'pPr';
const propertiesOf = ({ inside }: Branch): (Branch | string)[] => inside.filter(isProperties);
const textOf = ({ inside }: Branch): (Branch | string)[] => inside.filter((one) => !isProperties(one));

function acceptOne(one: Branch | string): (Branch | string)[] {
  if (typeof one === 'string') return [one];
  if (takenOut.has(one.name) || isRowStruckOut(one)) {
    if (holds(one, (name) => byHand.test(name))) throw refuseFile('not_cleanable');
    return [];
  }
  if (remark.test(one.name)) return [];
  if (one.name === 'cellDel' || one.name === 'cellMerge') throw refuseFile('not_cleanable');
  const inside = accepted(one.inside);
  if (putIn.has(one.name)) return inside;
  const kept = { ...one, inside };
  if (one.name === 'tbl' && !holds(kept, (name) => name === 'tr')) return [];
  if (one.name === 'p' && isEndStruckOut(one)) endsStruckOut.add(kept);
  return [kept];
}

const childOf = (one: Branch, name: string): Branch | undefined =>
  one.inside.find((child): child is Branch => typeof child !== 'string' && child.name === name);

const isRowStruckOut = (one: Branch): boolean => {
  const properties = one.name === 'tr' ? childOf(one, 'trPr') : undefined;
  return properties !== undefined && childOf(properties, 'del') !== undefined;
};

function isEndStruckOut(paragraph: Branch): boolean {
  const properties = childOf(paragraph, 'pPr');
  const mark = properties && childOf(properties, 'rPr');
  return mark?.inside.some((one) => typeof one !== 'string' && takenOut.has(one.name)) ?? false;
}

function holds(one: Branch, test: (name: string) => boolean): boolean {
  return one.inside.some((child) => typeof child !== 'string' && (test(child.name) || holds(child, test)));
}
