import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DraftFields } from '../../contract/api.js';
import { linesOf } from '../../contract/kit/text-lines.js';
import { changeBetween, sameDraft } from './change.js';

const draft = (more: Partial<DraftFields> = {}): DraftFields => ({
  title: '通告',
  body: '<p>甲。</p>',
  category: '通知公告',
  issuer: '城管局',
  attachments: [],
  targetIds: [],
  ...more,
});

test('signs that came and went are counted, and the fields named', () => {
  const change = changeBetween(
    draft({ body: '<p>自11月1日起施行。</p><p>不变的一段。</p>' }),
    draft({ body: '<p>自12月15日起施行。</p><p>不变的一段。</p>', docNo: '望综执〔2026〕1号' }),
  );
  expect(change).toEqual({ added: 4, removed: 3, fields: ['body', 'docNo'] });
});

test('a paragraph that moved changes the text and no sign of it', () => {
  const [one, other] = [draft({ body: '<p>甲</p><p>乙</p>' }), draft({ body: '<p>乙</p><p>甲</p>' })];
  expect(changeBetween(one, other)).toEqual({ added: 0, removed: 0, fields: ['body'] });
});

test('an empty field and none are the same', () => {
  expect(sameDraft(draft({ extras: {} }), draft())).toBe(true);
  expect(sameDraft(draft({ noticeDays: 5 }), draft())).toBe(false);
});

const bodies = fc
  .array(fc.stringMatching(/^[甲乙丙丁a-c 1-3，]{0,12}$/), { maxLength: 6 })
  .map((lines) => lines.map((line) => `<p>${line}</p>`).join(''));
const signs = ({ title, body }: DraftFields) =>
  Array.from([title, ...linesOf(body)].join('').replace(/\s/g, '')).length;

test('the other way round is the opposite, what is the same changes nothing, and the sums are right', () => {
  fc.assert(
    fc.property(bodies, bodies, (a, b) => {
      const [before, after] = [draft({ body: a }), draft({ body: b })];
      const [there, back] = [changeBetween(before, after), changeBetween(after, before)];
      expect(back).toEqual({ ...there, added: there.removed, removed: there.added });
      expect(there.added - there.removed).toBe(signs(after) - signs(before));
      expect(changeBetween(before, before)).toEqual({ added: 0, removed: 0, fields: [] });
    }),
  );
});
