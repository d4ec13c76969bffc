import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { extractText, getDocumentProxy } from 'unpdf';
import { at, recallFacts, type FactsWish } from '../../../test/factories/recall-facts.js';
import { sourceThread } from '../../../test/support/pdf-thread.js';
import { pagePolicy, proofPage } from './html.js';
import type { IssuedProof } from './model.js';
import { PdfPress } from './pdf-press.js';
import { proofPdf } from './pdf.js';
import { issue, recallProof } from './recall-proof.js';

const made = (wish: FactsWish = {}, seconds = 100): IssuedProof =>
  issue(recallProof(recallFacts(wish)), new Date(at(seconds)));

/** The text of each page, without the white space that lines are broken by. */
async function read(pdf: Uint8Array): Promise<string[]> {
  const document = await getDocumentProxy(Uint8Array.from(pdf));
  try {
    const { text } = await extractText(document);
    return text.map((page) => page.replaceAll(/\s+/g, ''));
  } finally {
    await document.destroy();
  }
}

const evil = `<img src=x onerror=alert(1)></style><script>alert(2)</script>"'&amp;`;
const hostile: FactsWish = {
  title: `标题${evil}\u202e反`,
  office: `局${evil}`,
  note: evil,
  opinion: `${evil}\u0000`,
  docNo: evil,
  places: [
    {
      name: evil,
      state: 'with_person',
      lastError: evil,
      task: { zh: evil, en: evil },
      taskFacts: { [evil]: evil },
      screens: [{ screenId: evil, name: evil, state: evil, online: false, at: at(0) }],
    },
    { name: `${evil}🙈䶮`, said: evil, evidence: { [evil]: evil } },
  ],
  outside: [
    { target: evil, state: 'live', versionId: 'v', version: 1, liveAt: null, url: 'javascript:alert(3)' },
  ],
};

describe('the page', () => {
  const nodes = (node: Tree.Node): Tree.Node[] => [
    node,
    ...('childNodes' in node ? node.childNodes.flatMap(nodes) : []),
  ];
  const elements = (html: string): Tree.Element[] =>
    nodes(parse(html)).filter((node): node is Tree.Element => 'tagName' in node);

  it('holds every text as text: nothing that people wrote becomes an element, an attribute or a link that acts', () => {
    const html = proofPage(made(hostile));
    const names = new Set(elements(html).map(({ tagName }) => tagName));
    for (const name of ['script', 'img', 'iframe', 'link', 'object', 'form', 'base'])
      expect(names).not.toContain(name);
    const attributes = elements(html).flatMap(({ attrs }) => attrs);
    expect(attributes.filter(({ name }) => /^on|^style$|^src$/.test(name))).toEqual([]);
    expect(attributes.filter(({ name, value }) => name === 'href' && !/^https?:/.test(value))).toEqual([]);
    expect(html).toContain('javascript:alert(3)');
    for (const sign of ['\u0000', '\u202e']) expect(html).not.toContain(sign);
  });

  it('allows its own style sheet and nothing else', () => {
    const [style] = elements(proofPage(made())).filter(({ tagName }) => tagName === 'style');
    const [text] = style?.childNodes ?? [];
    const css = text && 'value' in text ? text.value : '';
    const hash = createHash('sha256').update(css).digest('base64');
    expect(pagePolicy).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(css).not.toMatch(/url\(|@import/);
  });

  it('is the same to the byte, but for the time of issue', () => {
    expect(proofPage(made())).toBe(proofPage(made()));
    const later = proofPage(made({}, 5_000)).replace('11:53:20', '10:31:40');
    expect(later).toBe(proofPage(made()));
  });
});

describe('the PDF', () => {
  let first: Uint8Array;
  beforeAll(async () => {
    first = await proofPdf(made());
  }, 60_000);

  it('reads back as Chinese, page by page, with what the page says', async () => {
    const [page = ''] = await read(first);
    for (const word of [
      '撤回证明',
      '明川市望河区测试局',
      '已全部撤下，并经核对',
      '2026-11-2410:31:00+08:00',
      '《政府信息公开条例》第十五条',
    ])
      expect(page).toContain(word);
    expect(page).toMatch(/第1\/\d+页/);
  });

  it('is the same to the byte, but for the time of issue', async () => {
    expect(Buffer.from(await proofPdf(made())).equals(Buffer.from(first))).toBe(true);
    expect(Buffer.from(await proofPdf(made({}, 5_000))).equals(Buffer.from(first))).toBe(false);
  });

  it('is the same when a thread of its own draws it, and one that fails does not hold up the next', async () => {
    const press = new PdfPress();
    press.program = { ...sourceThread, file: new URL('no-such.thread.ts', sourceThread.file) };
    const none = press.print(made());
    await expect(none).rejects.toThrow(/no-such/);
    press.program = sourceThread;
    const good = press.print(made());
    expect(Buffer.from(await good).equals(Buffer.from(first))).toBe(true);
  }, 60_000);

  it('carries what a hostile text says as text, and names what the font cannot draw', async () => {
    const pages = (await read(await proofPdf(made(hostile)))).join('');
    expect(pages).toContain('尚未完成');
    expect(pages).toContain('onerror=alert(1)');
    expect(pages).toContain('〔U+1F648〕');
    expect(Buffer.from(await proofPdf(made(hostile))).includes('/S /JavaScript')).toBe(false);
  });

  it('has room for 80 places, texts of thousands of signs and titles of hundreds; each page says where it belongs', async () => {
    const places = Array.from({ length: 80 }, (_, index) => ({ name: `渠道之${String(index)}号` }));
    const long = {
      title: '关于题目很长的通告'.repeat(30),
      note: `${'说明'.repeat(1_500)}说完`,
      opinion: `${'意见'.repeat(999)}完`,
    };
    const pages = await read(await proofPdf(made({ ...long, places })));
    const all = pages.join('');
    expect(pages.length).toBeGreaterThan(5);
    for (const word of [...places.map(({ name }) => name), '说完', long.title]) expect(all).toContain(word);
    pages.forEach((page, index) => {
      expect(page).toContain(`第${String(index + 1)}/${String(pages.length)}页`);
      if (index > 0) expect(page).toContain('明川市望河区测试局·撤回证明');
    });
  }, 120_000);
});
