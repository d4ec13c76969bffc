/** A tag as it is written. */
interface WrittenTag {
  /** Without its prefix. */
  name: string;
  /** An attribute by its full name, as it is written. */
  get(name: string): string | undefined;
}

export type ElementTest = (tag: WrittenTag) => boolean;

const tagMark = /["'<>]/g;

/**
 * The XML without the elements that the test names, whatever is in them; every other sign stays as it is. The XML has
 * to be well formed. Linear in its length.
 */
export function withoutElements(xml: string, isGone: ElementTest): { xml: string; removed: number } {
  const kept: string[] = [];
  let from = 0;
  let removed = 0;
  /** How many elements are open within the one that goes. */
  let inside = 0;
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at)) {
    const end = endOfMarkup(xml, at);
    const text = xml.slice(at + 1, end - 1);
    const isTag = !/^[?!]/.test(text);
    const isEmpty = text.endsWith('/');
    if (inside > 0) {
      if (isTag && !isEmpty) inside += text.startsWith('/') ? -1 : 1;
      if (inside === 0) from = end;
    } else if (isTag && !text.startsWith('/') && isGone(writtenTag(text))) {
      kept.push(xml.slice(from, at));
      from = end;
      removed += 1;
      if (!isEmpty) inside = 1;
    }
    at = end;
  }
  kept.push(xml.slice(from));
  return { xml: kept.join(''), removed };
}

/** Behind the last sign of what begins here: a tag, a comment, a section, an instruction. */
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

function writtenTag(text: string): WrittenTag {
  const [full = ''] = /^[^\s/]+/.exec(text) ?? [];
  return {
    name: full.slice(full.indexOf(':') + 1),
    get(name) {
      for (const [, key, double, single] of text.matchAll(/\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
        if (key === name) return double ?? single;
      return undefined;
    },
  };
}
