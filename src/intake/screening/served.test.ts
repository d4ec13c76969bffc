import { expect, test } from '@jest/globals';
import { screen } from './screen.js';
import { forParty } from './served.js';

const found = (text: string, hidden = false) =>
  screen([{ place: { part: hidden ? 'file' : 'body', ...(hidden && { hidden }) }, text }], {
    ...{ category: '行政处罚', published: [], dictionary: [] },
  }).map((finding) => [finding.rule, finding.level, forParty(finding).level]);

test('who it is about may stand in what only they get; secrets may not', () => {
  expect(found('当事人：王小明，证件号码11010519491231002X')).toEqual([
    ['id18', 'block', 'warn'],
    ['party-name', 'review', 'warn'],
  ]);
  expect(found('机密★三年')).toContainEqual([expect.any(String), 'block', 'block']);
});

test('what its reader does not see in a file may be about anybody', () => {
  expect(found('11010519491231002X', true)).toEqual([['id18', 'block', 'block']]);
});
