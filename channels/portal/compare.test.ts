import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { cleanHtml } from './body.js';
import { compare, type Approved } from './compare.js';
import { CARRIES, hasContent, judge, MAX_CHANGED, saysTakenDown } from './judge.js';
import { normalise } from './normalise.js';
import { readPage } from './page.js';

type Notice = Approved;

const folder = new URL('../../demo/announcements/', import.meta.url);
const samples: Notice[] = readdirSync(folder).map((name) => {
  const { title, body } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as {
    title: string;
    body: string;
  };
  return { title, html: cleanHtml(body, []), facts: [] };
});

const notice: Notice = {
  title: '关于开展冬季市容环境集中整治的通告',
  facts: [],
  html: cleanHtml(
    '<p>为改善冬季市容环境，保障道路通行安全，现就开展集中整治有关事项通告如下：</p>' +
      '<p>一、时间：2026年12月1日至2027年2月28日。</p><p>二、范围：全区主次干道、背街小巷、农贸市场及学校周边。</p>' +
      '<ol><li>占用人行道、盲道堆放物料和摆摊经营；</li><li>车辆运输散装货物未密封、未覆盖造成遗撒。</li></ol>' +
      '<p>相关单位和个人应当于11月30日前自行整改，不得拖延。逾期未整改的，我局将依法处理。</p>' +
      '<p>电话：0000-5550312（工作日8:30—12:00）。</p><p>明川市望河区城市管理和综合行政执法局<br>2026年11月23日</p>',
    [],
  ),
};

/** Typed as what it stands for. */
const containing = (part: string): unknown => expect.stringContaining(part);

/** An article page as sites dress it. */
const dressed = (title: string, html: string, more = ''): string =>
  `<!doctype html><html><head><title>${title}_某市政府网</title><script>var a = "登录";</script></head><body>
  <nav><a href="/">首页</a><a href="/login">登录</a></nav><div class="title">${title}</div>
  <div>发布时间：2026-11-23 10:30 来源：区城管局 字号：大 中 小</div><div class="TRS_Editor">${html}</div>${more}
  <footer>主办：某市人民政府办公室 网站标识码0000000000</footer></body></html>`;

const page = (
  html: string,
  headers: Record<string, string> = { 'content-type': 'text/html; charset=utf-8' },
) => readPage({ headers, body: new TextEncoder().encode(html) });
const judged = (html: string) => judge(notice, page(html));

describe('the same article', () => {
  test('in a site’s own clothes', () => {
    expect(judged(dressed(notice.title, notice.html))).toMatchObject({
      is: 'ours',
      comparison: { coverage: 1, changed: 0, differences: [] },
    });
  });

  test('retyped by an editing system: other tags, widths, quotes, spaces and line ends', () => {
    const retyped = notice.html
      .replace(/<\/?(ol|li)>/g, '<br>')
      .replaceAll('，', ', ')
      .replaceAll('（', '(')
      .replaceAll('）', ') ')
      .replaceAll('：', ':&nbsp;')
      .replaceAll('2026年', '２０２６年\n')
      .replaceAll('—', '-');
    expect(judged(dressed(` ${notice.title.slice(0, 5)} ${notice.title.slice(5)}`, retyped))).toMatchObject({
      is: 'ours',
    });
  });

  test('pasted as plain text, with numbers before the list’s items', () => {
    const pasted = notice.html.replace('<li>占用', '<p>1. 占用').replace('<li>车辆', '<p>2. 车辆');
    expect(judged(dressed(notice.title, pasted)).is).toBe('ours');
  });

  test('with lines of the portal’s own between the paragraphs', () => {
    const more = notice.html.replace('</p>', '</p><p>（记者站供稿）扫一扫在手机打开当前页</p>');
    expect(judged(dressed(notice.title, more)).is).toBe('ours');
  });

  test('with one corrected character, which is named in the evidence', () => {
    const corrected = notice.html.replace('背街小巷', '背街里巷');
    expect(judged(dressed(notice.title, corrected))).toMatchObject({
      is: 'ours',
      comparison: { differences: [{ there: containing('背街里巷') }] },
    });
  });

  test('in GBK, as the header or the page says', () => {
    // 通告 in GBK.
    const gbk = new Uint8Array([0xcd, 0xa8, 0xb8, 0xe6]);
    const tag = new TextEncoder().encode('<meta charset="gb2312"><h1>');
    expect(readPage({ headers: { 'content-type': 'text/html;charset=GBK' }, body: gbk }).lines).toEqual([
      '通告',
    ]);
    expect(readPage({ headers: {}, body: Buffer.concat([tag, gbk]) }).title).toBe('通告');
  });
});

describe('something else', () => {
  const refused = (html: string) => {
    const judgement = judged(html);
    if (judgement.is === 'ours') throw new Error('it passed');
    return { kind: judgement.kind, zh: judgement.words.zh };
  };

  test('somebody else’s article, also when it links to ours', () => {
    const [, other] = samples;
    const link = `<p>相关阅读</p><a href="/x">${notice.title}</a>`;
    expect(refused(dressed(other?.title ?? '', other?.html ?? ''))).toMatchObject({
      kind: 'article',
      zh: containing(other?.title ?? ''),
    });
    expect(refused(dressed(other?.title ?? '', other?.html ?? '', link)).kind).toBe('text');
  });

  test('an error page with status 200', () => {
    const error = '<title>提示</title><body><h1>系统繁忙，请稍后再试</h1><p>错误代码：500</p></body>';
    expect(refused(error)).toEqual({ kind: 'error', zh: '打开的是出错页面 “系统繁忙，请稍后再试”' });
  });

  test('a login page', () => {
    const login = '<title>统一身份认证平台</title><form><input name=u><input type=password name=p></form>';
    expect(refused(login).kind).toBe('login');
  });

  test('our text under another title', () => {
    expect(refused(dressed('冬季整治开始了', notice.html))).toMatchObject({
      kind: 'title',
      zh: containing('冬季整治开始了'),
    });
  });

  test('a page that a script fills later', () => {
    expect(refused(`<title>${notice.title}</title><div id="app"></div>`)).toMatchObject({ kind: 'text' });
  });

  test.each([
    ['a day', '12月1日', '12月7日'],
    ['a telephone number', '5550312', '5550321'],
    ['a negation left out', '不得拖延', '得拖延'],
    ['a negation put in', '应当于', '不应当于'],
    ['the end of a range', '12:00', '12:30'],
  ])('%s that differs, though almost everything is the same', (_what, approved, there) => {
    const changed = notice.html.replace(approved, there);
    expect(changed).not.toBe(notice.html);
    const { kind, zh } = refused(dressed(notice.title, changed));
    expect(kind).toBe('text');
    expect(zh).toContain('变成了');
    expect(zh).toContain('涉及数字或否定词');
  });

  test('a paragraph that is missing is quoted', () => {
    const cut = notice.html.replace(/<p>相关单位.*?<\/p>/, '');
    expect(refused(dressed(notice.title, cut)).zh).toContain('缺少“相关单位和个人');
  });
});

test('the bound lies between an editor’s touches and the closest two of the office’s own notices', () => {
  const shared = samples.flatMap((one) =>
    samples.flatMap((other) =>
      one === other ? [] : [compare(one, page(dressed(other.title, other.html))).coverage],
    ),
  );
  expect(shared.length).toBeGreaterThan(100);
  expect(Math.max(...shared)).toBeLessThan(CARRIES);
  for (const one of samples) {
    const touched = one.html
      .replace(/[，。；]/g, ' ')
      .replace('应当', '应该')
      .replace('。', '。（记者报道）');
    const { changed, title } = compare(one, page(dressed(one.title, touched)));
    expect({ title, fits: changed < MAX_CHANGED / 2 }).toEqual({ title: true, fits: true });
  }
});

test('words are compared, not typography', () => {
  expect(normalise('电话： 0000－5550312（８:30—12:00）')).toBe(normalise('电话:0000-5550312(8:30-12:00)'));
  expect(normalise('1,000元')).toBe(normalise('1000元'));
  expect(normalise('1.5万')).not.toBe(normalise('15万'));
  expect(normalise('8%')).not.toBe(normalise('8'));
});

test('a page that says that an article was taken down is told from one that is out of order', () => {
  expect(saysTakenDown(page('<title>提示</title><p>您访问的内容已删除</p>'))).toBe(true);
  expect(saysTakenDown(page('<title>提示</title><p>系统维护中</p>'))).toBe(false);
});

test('the shell of a page that a script fills has no content of its own', () => {
  expect(hasContent(page('<title>首页</title><div id="app">正在加载</div>'))).toBe(false);
  expect(hasContent(page(dressed(notice.title, notice.html)))).toBe(true);
});

test('what only the summary above the article says does not count', () => {
  const value = notice.html.replace(/<[^>]+>/g, ' ');
  const withSummary = { ...notice, facts: [{ name: 'summary', label: '内容概述', value }] };
  const there = (html: string) => judge(withSummary, page(dressed(notice.title, html, '')));
  const above = `<dl><dt>内容概述</dt><dd>${value}</dd></dl>`;
  expect(there(above + notice.html).is).toBe('ours');
  expect(there(above + notice.html.replace('11月30日', '11月13日')).is).toBe('other');
  const short = {
    title: '停水通知',
    html: '<p>今晚八点停水。</p>',
    facts: [{ name: 'summary', label: '', value: '今晚八点停水。' }],
  };
  expect(judge(short, page('<h1>停水通知</h1><p>今晚八点停水。</p>')).is).toBe('ours');
  expect(judge(short, page('<h1>停水通知</h1><p>内容概述：今晚八点停水。</p><p>今晚八点停水。</p>')).is).toBe(
    'ours',
  );
});
