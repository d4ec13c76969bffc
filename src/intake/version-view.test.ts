import { expect, it } from '@jest/globals';
import { versionHash, type Frozen } from './version-view.js';

const frozen: Frozen = {
  content: { title: '甲', body: '<p>乙</p>', pictures: [], attachments: [], category: '公示', issuer: '局' },
  targetIds: ['b', 'a'],
  plannedAt: '2026-11-23T00:00:00.000Z',
  expiresAt: undefined,
  slug: '20261123-abcdef',
  number: 1,
};

it('a version’s hash does not depend on order, nor on how a missing value is written', () => {
  const { title, body, ...rest } = frozen.content;
  const same = { ...frozen, content: { ...rest, docNo: undefined, body, title }, targetIds: ['a', 'b'] };
  expect(versionHash(same)).toBe(versionHash(frozen));
});

it('a version without extras has the hash that it had before there were any', () => {
  expect(versionHash({ ...frozen, content: { ...frozen.content, extras: undefined } })).toBe(
    versionHash(frozen),
  );
  expect(versionHash(frozen)).toBe('sha256:79e03690268c5ea7aecc99808163978a4859e5a29b200858b74ef3eddcf84e8a');
});

it.each<Partial<Frozen>>([
  { content: { ...frozen.content, title: '丙' } },
  { content: { ...frozen.content, extras: { tv: { crawl: '丙' } } } },
  { targetIds: ['a'] },
  { plannedAt: undefined },
  { expiresAt: '2026-11-23T00:00:00.000Z', plannedAt: undefined },
  { slug: '20261123-abcdeg' },
  { number: 2 },
])('a version’s hash answers for %j', (change) => {
  expect(versionHash({ ...frozen, ...change })).not.toBe(versionHash(frozen));
});
