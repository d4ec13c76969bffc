import { describe, expect, it } from '@jest/globals';
import { processorTime } from '../../../test/support/cpu.js';
import fc from 'fast-check';
import { HubError } from '../../contract/errors.js';
import { picturesIn, sanitiseHtml } from './sanitise.js';
import { plainText, textLength } from './text.js';

const hash = `sha256:${'0a'.repeat(32)}`;
const clean = (html: string): string => sanitiseHtml(html).html;
const notesOf = (html: string): Record<string, number> =>
  Object.fromEntries(
    sanitiseHtml(html)
      .notes.list()
      .map((note) => [note.message.en, note.count]),
  );

describe('the canonical form', () => {
  it.each([
    [
      'keeps what a notice is made of',
      '<h2>一、时间</h2><p>12月1日<strong>起</strong></p>',
      '<h2>一、时间</h2>\n<p>12月1日<strong>起</strong></p>',
    ],
    [
      'moves all headings down when there is a first level',
      '<h1>一</h1><h2>二</h2><h5>五</h5>',
      '<h2>一</h2>\n<h3>二</h3>\n<h4>五</h4>',
    ],
    [
      'drops empty paragraphs and spaces at line starts',
      '<p>　　通知如下：</p><p>&nbsp;　</p><p> a <br>　b</p>',
      '<p>通知如下：</p>\n<p>a<br>b</p>',
    ],
    ['keeps full-width spaces within a line', '<p>张　三</p>', '<p>张　三</p>'],
    ['takes two line breaks as a new paragraph', 'a<br><br>b', '<p>a</p>\n<p>b</p>'],
    [
      'gives marks one order and merges equals',
      '<p><em><b>a</b></em><b><i>b</i></b><span>c</span></p>',
      '<p><strong><em>ab</em></strong>c</p>',
    ],
    ['unwraps boxes', '<div>a<div>b</div>c</div>', '<p>a</p>\n<p>b</p>\n<p>c</p>'],
    [
      'keeps lists, also those that stand in a list',
      '<ul><li><p>a</p></li><ol start="3"><li>b</li></ol></ul>',
      '<ul><li>a<ol start="3"><li>b</li></ol></li></ul>',
    ],
    [
      'keeps several paragraphs of an item',
      '<ul><li><p>a</p><p>b</p></li><li></li></ul>',
      '<ul><li><p>a</p><p>b</p></li></ul>',
    ],
    [
      'keeps a table with its spans and finds its head',
      '<table><colgroup><col></colgroup><tbody><tr><th colspan="2">岗位</th></tr><tr><td rowspan="2"><p>a</p></td><td></td></tr></tbody></table>',
      '<table><thead><tr><th colspan="2">岗位</th></tr></thead><tbody><tr><td rowspan="2">a</td><td></td></tr></tbody></table>',
    ],
    [
      'makes a caption a paragraph',
      '<table><caption>表1</caption><tr><td>a</td></tr></table>',
      '<p>表1</p>\n<table><tbody><tr><td>a</td></tr></tbody></table>',
    ],
    [
      'flattens a table within a table',
      '<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td></tr></table>',
      '<table><tbody><tr><td><p>a</p><p>b</p><p>c</p></td></tr></tbody></table>',
    ],
    [
      'keeps its own pictures',
      `<figure><img src="asset:${hash}" alt=" 效果图 " width="600" height="x" onerror="x()"><figcaption>图1</figcaption></figure>`,
      `<p><img src="asset:${hash}" alt="效果图" width="600"></p>\n<p>图1</p>`,
    ],
    [
      'keeps links of the four kinds',
      '<p><a href="https://wanghe.example/a?b=1&c=2" target="_blank" style="x">网上</a> <a href="tel:0000-5550312">电话</a></p>',
      '<p><a href="https://wanghe.example/a?b=1&#x26;c=2">网上</a> <a href="tel:0000-5550312">电话</a></p>',
    ],
    [
      'keeps quotations, superscripts and subscripts',
      '<blockquote>m<sup>2</sup>H<sub>2</sub>O</blockquote>',
      '<blockquote><p>m<sup>2</sup>H<sub>2</sub>O</p></blockquote>',
    ],
    [
      'strips what disguises or marks text',
      '<p>a\u202Eb\u2063published-at\u2063\u0000\u200Bc</p>',
      '<p>abpublished-atc</p>',
    ],
  ])('%s', (_, dirty, expected) => {
    expect(clean(dirty)).toBe(expected);
  });

  it('is empty for a text that shows nothing', () => {
    expect(clean('<p></p><ul><li> </li></ul><h2><br></h2><!-- x --><script>x</script>')).toBe('');
  });
});

describe('what is dropped, and said', () => {
  it.each([
    [
      '<script>alert(1)</script><p onclick="x()" onmouseover=y>a</p>',
      '<p>a</p>',
      { 'Scripts were removed': 1, 'Event handlers were removed': 2 },
    ],
    [
      '<a href="javascript:alert(1)">a</a><a href=" java\nscript:x">b</a><a href="/etc">c</a><a href="https://gov@evil.example/">d</a><a href="data:text/html,x">e</a>',
      '<p>abcde</p>',
      { 'Unsafe or incomplete links were removed; their text stays': 5 },
    ],
    [
      '<img src="https://evil.example/t.gif"><img src="//evil.example/x"><img src="data:image/png;base64,AA">',
      '',
      {
        'Pictures on other sites were not loaded: upload them': 2,
        'Pasted pictures were not kept: upload them': 1,
      },
    ],
    [
      '<iframe src="https://evil.example"></iframe><object data="x"></object><svg onload="x()"><text>y</text></svg><form action="x">姓名<input name="a"><button>提交</button></form>',
      '<p>姓名</p>',
      {
        'Embedded pages, videos and objects were removed': 2,
        'Vector drawings or formulas were removed': 1,
        'Form controls were removed': 2,
      },
    ],
    [
      '<p style="background:url(https://evil.example)">a<span style="display: none">b</span><s>c</s></p>',
      '<p>ac</p>',
      {
        'Hidden content was removed': 1,
        'Fonts, colours and layout became the standard style': 1,
        'Strike-through was removed but its text stays: check it': 1,
      },
    ],
  ])('%s', (dirty, expected, notes) => {
    expect(clean(dirty)).toBe(expected);
    const said = notesOf(dirty);
    for (const [words, count] of Object.entries(notes)) {
      const found = Object.entries(said).find(([en]) => en.startsWith(words.slice(0, 28)));
      expect(found?.[1]).toBe(count);
    }
  });
});

describe('hostile texts', () => {
  /** Fragments that have got past sanitisers before, and the pieces that they are made of. */
  const nasty = fc.constantFrom(
    '<svg><style><img src=x onerror=alert(1)>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    '<img src="asset:sha256:x" onerror=x>',
    `<img src="asset:${hash}" alt='"><script>x</script>'>`,
    '<table><script>x</script><td>a',
    '</p></div><li>x',
    '<template><script>x</script></template>',
    '<!--><script>x</script>-->',
    '<b><p>x</b>y</p>',
    '<h1>t</h1>',
    '<ol start=5><li>x<ul><ul>y',
    '<td>',
    '<a href=https://a.example/><a href=mailto:x@y.example>z',
    '<plaintext>',
    '<p>　 &nbsp;<br><br>',
    '&lt;script&gt;',
    '<table><tr><th>a<th>b<tr><td>c',
    '<blockquote><table><tr><td><table><tr><th>x',
    '<strong> </strong>',
    '<a href="https://a.example/">　</a>',
    '<style>*{x:expression(1)}</style>',
    '\u2063published-at\u2063',
    '\ud800',
    '<thead>',
    '<caption>c',
    '<sup>1<sub>2',
    '<br>',
    ' ',
    '　',
  );
  const tag = fc.constantFrom(
    'p',
    'b',
    'i',
    'a',
    'table',
    'tr',
    'td',
    'th',
    'thead',
    'li',
    'ul',
    'ol',
    'div',
    'h1',
    'h3',
    'blockquote',
    'form',
    'svg',
    'math',
    'select',
    'br',
    's',
    'font',
    'figure',
    'caption',
    'template',
    'title',
  );
  const piece = fc.oneof(
    nasty,
    tag.map((name) => `<${name}>`),
    tag.map((name) => `</${name}>`),
    fc
      .record({
        name: tag,
        attribute: fc.constantFrom('onclick', 'style', 'href', 'src', 'colspan', 'start', 'ONLOAD'),
        value: fc.oneof(fc.webUrl(), fc.string(), fc.constantFrom('javascript:x', '99999', '-1', '2')),
      })
      .map(({ name, attribute, value }) => `<${name} ${attribute}="${value}">`),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  const hostile = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''));

  it('come out the same when sanitised again, and with nothing that acts or loads', () => {
    fc.assert(
      fc.property(hostile, (dirty) => {
        const once = sanitiseHtml(dirty);
        const twice = sanitiseHtml(once.html);
        expect(twice.html).toBe(once.html);
        expect(twice.notes.list()).toEqual([]);
        const tags = once.html.match(/<(?:"[^"]*"|[^">])*>/g) ?? [];
        for (const tag of tags)
          expect(tag).toMatch(
            /^<(?:\/?(?:h[234]|p|[uo]l|li|table|thead|tbody|tr|t[hd]|blockquote|strong|em|su[pb]|a|br)|a href="(?:https?|mailto|tel):[^"]*"|ol start="\d+"|t[hd](?: (?:col|row)span="\d+")+|img src="asset:sha256:[0-9a-f]{64}" alt="[^"]*"(?: (?:width|height)="\d+")*)>$/,
          );
        expect(picturesIn(once.html)).toEqual(once.pictures);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['deep nesting', '<div>'.repeat(100_000)],
    ['nested quotations', '<blockquote>'.repeat(1000)],
    ['tables in tables', '<table><tr><td>'.repeat(30_000)],
    ['formatting left open', '<p><b id=1><i id=2></p>'.repeat(20_000)],
    [
      'formatting that multiplies',
      Array.from({ length: 500 }, (_, i) => `<b x=${i}>`).join('') + '<p>'.repeat(100_000),
    ],
    [
      'a tag of a hundred thousand attributes',
      `<p ${Array.from({ length: 100_000 }, (_, i) => `a${i}`).join(' ')}>`,
    ],
  ])('%s is refused quickly', (_, bomb) => {
    const spent = processorTime();
    expect(() => sanitiseHtml(bomb)).toThrow(HubError);
    expect(spent()).toBeLessThan(2000);
  });
});

describe('plain text', () => {
  it('counts code points, not bytes or halves', () => {
    const text = plainText('<h2>一</h2>\n<p>𠮷a<br>b</p>');
    expect(text.replace(/\n+/g, '|')).toBe('一|𠮷a|b');
    expect(textLength(text)).toBe(4);
  });
});
