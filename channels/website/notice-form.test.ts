import { expect, test } from '@jest/globals';
import { bodyHtml, parseBody } from './body.js';
import { markNoticeForm } from './notice-form.js';

const issuer = '明川市望河区城市管理和综合行政执法局';
function marked(html: string): string {
  const tree = parseBody(html);
  markNoticeForm(tree, issuer);
  return bodyHtml(tree);
}

test('issuer and date under the text stand apart, in one paragraph or in two', () => {
  expect(marked(`<p>特此通告。</p><p>${issuer}<br>2026年11月23日</p>`)).toBe(
    `<p>特此通告。</p><p class="signature">${issuer}<br>2026年11月23日</p>`,
  );
  expect(marked(`<p>特此公告。</p><p>${issuer}</p><p>2026年11月26日20:40</p><p>（此件公开发布）</p>`)).toBe(
    `<p>特此公告。</p><p class="signature">${issuer}</p><p class="signature">2026年11月26日20:40</p><p>（此件公开发布）</p>`,
  );
});

test('a sentence that names the issuer is no signature', () => {
  const html = `<p>本办法由${issuer}负责解释。</p>`;
  expect(marked(html)).toBe(html);
});

test('an addressee line opens a notice; a sentence that introduces a list does not', () => {
  expect(marked('<p>各街道综合行政执法队，局属各单位：</p><p>现印发给你们。</p>')).toBe(
    '<p class="addressee">各街道综合行政执法队，局属各单位：</p><p>现印发给你们。</p>',
  );
  const opening = '<p>为改善冬季市容环境，现就有关事项通告如下：</p>';
  expect(marked(opening)).toBe(opening);
});

test('indents typed as spaces go, because the style indents', () => {
  expect(marked('<p>　　正文<strong>一</strong></p><p>  二</p>')).toBe(
    '<p>正文<strong>一</strong></p><p>二</p>',
  );
});
