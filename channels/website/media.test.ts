import { expect, test } from '@jest/globals';
import { nameEnding, safeMediaType, saveAs, sizeText } from './media.js';

test('a Chinese file name survives in full beside a plain fallback', () => {
  const header = saveAs('招牌告知书（样表） 1*.pdf');
  expect(header).toMatch(/^attachment; filename="[ -~]+"; filename\*=UTF-8''[A-Za-z0-9%._~!$&+^`|#-]+$/);
  expect(decodeURIComponent(header.split("UTF-8''")[1] ?? '')).toBe('招牌告知书（样表） 1*.pdf');
});

test.each([
  ['../../etc/passwd', 'attachment.bin'],
  ['a"; filename=evil.html', 'a__ filename=evil.html'],
  ['line\r\nX-Evil: 1.pdf', 'line__X-Evil: 1.pdf'],
])('a hostile name %j stays one quoted value', (name, fallback) => {
  const header = saveAs(name);
  expect(header).toContain(`filename="${fallback}"`);
  expect(header).not.toMatch(/[\r\n]/);
  expect(() => new Headers({ 'content-disposition': header })).not.toThrow();
});

test.each([
  ['notice.PDF', 'pdf'],
  ['no ending', 'bin'],
  ['odd.p/d', 'bin'],
])('the ending of %j is %s', (name, ending) => {
  expect(nameEnding(name)).toBe(ending);
});

test('a media type that could break a header becomes plain bytes', () => {
  expect(safeMediaType('application/pdf')).toBe('application/pdf');
  expect(safeMediaType('text/html\r\nx: y')).toBe('application/octet-stream');
});

test('sizes are told as people read them', () => {
  expect([sizeText(611), sizeText(20_480), sizeText(3_565_158)]).toEqual(['611 B', '20 KB', '3.4 MB']);
});
