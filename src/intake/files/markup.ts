/** A piece of markup in XML: a tag, a comment, a section, an instruction. */
export interface Markup {
  /** Where it begins and, behind its last sign, ends. */
  at: number;
  end: number;
  kind: 'open' | 'close' | 'empty' | 'other';
  /** An element's name without its prefix; empty for what is no tag. */
  name: string;
  /** What stands between the brackets. */
  text: string;
}

const tagMark = /["'<>]/g;

/** All markup of well-formed XML in its order; linear in its length. */
export function* markupOf(xml: string): Generator<Markup> {
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at)) {
    const end = endOfMarkup(xml, at);
    const text = xml.slice(at + 1, end - 1);
    yield { at, end, text, ...whatIs(text) };
    at = end;
  }
}

function whatIs(text: string): Pick<Markup, 'kind' | 'name'> {
  if (/^[?!]/.test(text)) return { kind: 'other', name: '' };
  const [full = ''] = /^[^\s/]+/.exec(text.replace(/^\//, '')) ?? [];
  const kind = text.startsWith('/') ? 'close' : text.endsWith('/') ? 'empty' : 'open';
  return { kind, name: full.slice(full.indexOf(':') + 1) };
}

/** Behind the last sign of what begins here. */
function endOfMarkup(xml: string, at: number): number {
  const past = (close: string): number => {
    const end = xml.indexOf(close, at);
    return end === -1 ? xml.length : end + close.length;
  };
  if (xml.startsWith('<!--', at)) return past('-->');
  if (xml.startsWith('<![CDATA[', at)) return past(']]>');
  if (xml.startsWith('<?', at)) return past('?>');
  for (let from = at + 1; ;) {
    tagMark.lastIndex = from;
    const mark = tagMark.exec(xml);
    if (!mark) return xml.length;
    if (mark[0] === '>') return mark.index + 1;
    const close = mark[0] === '<' ? -1 : xml.indexOf(mark[0], mark.index + 1);
    if (close === -1) return xml.length;
    from = close + 1;
  }
}

/** An attribute of a tag by its full name, as it is written. */
export function attributeOf(tag: string, name: string): string | undefined {
  for (const [, key, double, single] of tag.matchAll(/\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    if (key === name) return double ?? single;
  return undefined;
}
