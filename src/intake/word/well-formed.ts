/** Far above what Word writes, far below what would keep a parser busy. */
const limits = { depth: 256, elements: 250_000, attributesOfTag: 300 };

/**
 * Whether a part's tags are balanced, few and shallow, found in time proportional to its length. The parser behind
 * needs minutes for what is not (a hundred thousand unclosed tags), and only then says that it is damaged.
 * Document types, which Word never writes, are not accepted.
 */
export function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  let elements = 0;
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at)) {
    const skipped = afterNonTag(xml, at);
    if (skipped === undefined) {
      const tag = readTag(xml, at);
      if (!tag || tag.attributes > limits.attributesOfTag) return false;
      at = tag.end;
      if (tag.kind === 'close') {
        if (open.pop() !== tag.name) return false;
        continue;
      }
      elements += 1;
      if (tag.kind === 'open') open.push(tag.name);
      if (open.length > limits.depth || elements > limits.elements) return false;
    } else if (skipped === -1) return false;
    else at = skipped;
  }
  return open.length === 0 && elements > 0;
}

/** Where a comment, a character section or an instruction ends; -1 when it does not; undefined when it is a tag. */
function afterNonTag(xml: string, at: number): number | undefined {
  const past = (close: string, from: number): number => {
    const end = xml.indexOf(close, from);
    return end === -1 ? -1 : end + close.length;
  };
  if (xml.startsWith('<!--', at)) return past('-->', at + 4);
  if (xml.startsWith('<![CDATA[', at)) return past(']]>', at + 9);
  if (xml.startsWith('<?', at)) return past('?>', at + 2);
  return xml.startsWith('<!', at) ? -1 : undefined;
}

interface Tag {
  kind: 'open' | 'close' | 'empty';
  name: string;
  attributes: number;
  /** Behind its last character. */
  end: number;
}

const tagMark = /["'<>]/g;

function readTag(xml: string, at: number): Tag | undefined {
  let attributes = 0;
  let from = at + 1;
  for (;;) {
    tagMark.lastIndex = from;
    const mark = tagMark.exec(xml);
    if (!mark || mark[0] === '<') return undefined;
    if (mark[0] === '>')
      return { ...describe(xml.slice(at + 1, mark.index)), attributes, end: mark.index + 1 };
    const close = xml.indexOf(mark[0], mark.index + 1);
    if (close === -1) return undefined;
    attributes += 1;
    from = close + 1;
  }
}

function describe(inside: string): Pick<Tag, 'kind' | 'name'> {
  const kind = inside.startsWith('/') ? 'close' : inside.endsWith('/') ? 'empty' : 'open';
  const [name = ''] = /^[^\s/]*/.exec(inside.replace(/^\//, '')) ?? [];
  return { kind, name };
}
