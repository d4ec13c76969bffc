import { expect, test } from '@jest/globals';
import { versionHash, type Frozen } from '../version-view.js';
import { cleanMetadata, frozenMetadata, metadataAgain } from './clean.js';

test('texts become lines, keywords stand once, and what says nothing goes', () => {
  expect(
    cleanMetadata({
      topic: ' \u200b 其他 ',
      keywords: ['招牌', '招牌 ', '\u202e市容'],
      basis: { text: '\u200b' },
      abolished: { on: '2029-06-01', by: '  ' },
    }),
  ).toEqual({ topic: '其他', keywords: ['招牌', '市容'], abolished: { on: '2029-06-01' } });
  expect(cleanMetadata(undefined)).toEqual({});
});

test('the date below the text is the document’s, unless another is given', () => {
  const body = '<p>特此通告。</p><p>望河区测试局</p><p>2026年11月23日</p>';
  expect(frozenMetadata({}, body)).toEqual({ madeOn: '2026-11-23' });
  expect(frozenMetadata({ madeOn: '2026-11-20' }, body)).toEqual({ madeOn: '2026-11-20' });
  expect(frozenMetadata({}, '<p>特此通告。</p>')).toBeUndefined();
});

test('what comes round again keeps the kind’s words and loses the earlier one’s days', () => {
  const again = { topic: '其他', longTerm: true as const, disclosure: 'proactive' as const };
  expect(
    metadataAgain({
      ...again,
      madeOn: '2026-11-23',
      validFrom: '2027-01-01',
      abolished: { on: '2029-01-01' },
    }),
  ).toEqual(again);
});

test('a version without metadata has the hash of before there was any; with it, the hash answers for it', () => {
  const frozen: Frozen = {
    content: {
      title: '甲',
      body: '<p>乙</p>',
      pictures: [],
      attachments: [],
      category: '公示',
      issuer: '局',
    },
    targetIds: ['b', 'a'],
    plannedAt: '2026-11-23T00:00:00.000Z',
    expiresAt: undefined,
    slug: '20261123-abcdef',
    number: 1,
  };
  const before = 'sha256:79e03690268c5ea7aecc99808163978a4859e5a29b200858b74ef3eddcf84e8a';
  const withMetadata = (metadata: Frozen['content']['metadata']) =>
    versionHash({ ...frozen, content: { ...frozen.content, metadata } });
  expect(withMetadata(frozenMetadata({}, frozen.content.body))).toBe(before);
  const said = withMetadata({ topic: '其他', madeOn: '2026-11-23' });
  expect(said).not.toBe(before);
  expect(withMetadata({ madeOn: '2026-11-23', topic: '其他' })).toBe(said);
  expect(withMetadata({ madeOn: '2026-11-24', topic: '其他' })).not.toBe(said);
});
