import { expect, test } from '@jest/globals';
import { Changes } from './changes.js';

const all = ['delivery', 'review', 'screen'] as const;
const at = (seconds: number): Date => new Date(seconds * 1000);

test('a page hears what its rooms were told since it asked, with a margin, and nothing else', () => {
  let seconds = 1_000;
  const changes = new Changes(all, () => seconds * 1000);
  changes.startListening();
  seconds = 1_100;
  changes.note('office:a', 'delivery');
  changes.note('office:b', 'review');
  seconds = 1_120;
  changes.note('member:1', 'screen');

  expect(changes.since(['office:a', 'member:1'], at(1_121))).toEqual(['screen']);
  expect(changes.since(['office:a', 'member:1'], at(1_105))).toEqual(['delivery', 'screen']);
  expect(changes.since(['office:a', 'member:2'], at(1_200))).toEqual([]);
});

test('whatever happened before the process listened may have changed anything', () => {
  let seconds = 1_000;
  const changes = new Changes(all, () => seconds * 1000);
  expect(changes.since(['office:a'], at(2_000))).toEqual([...all]);
  changes.startListening();
  expect(changes.since(['office:a'], at(1_004))).toEqual([...all]);
  expect(changes.since(['office:a'], at(1_005))).toEqual([]);
  seconds = 1_050;
  // The line broke and stands again.
  changes.startListening();
  expect(changes.since(['office:a'], at(1_040))).toEqual([...all]);
});
