import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { metadataFacts, validityText } from './kit/metadata-facts.js';
import { forceOn, Metadata } from './metadata.js';

describe('metadata', () => {
  it.each([
    [{ validFrom: '2027-01-01', validUntil: '2026-12-31' }, false],
    [{ validFrom: '2027-01-01', validUntil: '2027-01-01' }, true],
    [{ validUntil: '2027-01-01', longTerm: true }, false],
    [{ madeOn: '2026-02-30' }, false],
    [{ madeOn: '0001-01-01' }, false],
    [{ madeOn: '2026-11-23T00:00:00Z' }, false],
    [{ keywords: [] }, false],
    [{ keywords: Array.from({ length: 11 }, (_, n) => `词${n}`) }, false],
    [{ basis: { text: '条例', url: 'javascript:alert(1)' } }, false],
    [{ basis: { text: '条例', url: 'https://www.example.gov.cn/' } }, true],
    [{ disclosure: 'secret' }, false],
    [{}, true],
  ])('%j: %s', (given, fits) => {
    expect(Metadata.safeParse(given).success).toBe(fits);
  });

  it('says how long a document is in force, and only what it was told', () => {
    const on = (day: string, given: Metadata) => forceOn(given, day);
    const span = { validFrom: '2027-01-01', validUntil: '2031-12-31' };
    expect(['2026-12-31', '2027-01-01', '2031-12-31', '2032-01-01'].map((day) => on(day, span))).toEqual([
      'not_yet',
      'in_force',
      'in_force',
      'expired',
    ]);
    expect(on('2030-01-01', { ...span, abolished: { on: '2029-06-01' } })).toBe('abolished');
    expect(on('2029-05-31', { ...span, abolished: { on: '2029-06-01' } })).toBe('in_force');
    expect(on('2030-01-01', { longTerm: true })).toBe('in_force');
    expect(on('2030-01-01', { topic: '其他' })).toBeUndefined();
  });

  it.each([
    [{}, undefined],
    [{ longTerm: true as const }, '长期有效'],
    [{ validFrom: '2027-01-01', longTerm: true as const }, '自2027-01-01起长期有效'],
    [{ validFrom: '2027-01-01' }, '自2027-01-01起施行'],
    [{ validUntil: '2031-12-31' }, '至2031-12-31'],
    [{ validFrom: '2027-01-01', validUntil: '2031-12-31' }, '2027-01-01至2031-12-31'],
    [
      { longTerm: true as const, abolished: { on: '2029-06-01', by: '望城管规〔2029〕1号' } },
      '长期有效，已于2029-06-01废止（望城管规〔2029〕1号）',
    ],
  ])('%j reads as %j', (given, text) => {
    expect(validityText(given)).toBe(text);
  });

  it('is told in a fixed order, a line for each thing that is said', () => {
    const all: Metadata = {
      disclosure: 'proactive',
      basis: { text: '《条例》', url: 'https://www.example.gov.cn/a' },
      keywords: ['招牌', '市容'],
      longTerm: true,
      madeOn: '2026-11-20',
      topic: '其他',
    };
    const facts = metadataFacts(all);
    expect(facts.map(({ label, value }) => `${label}：${value}`)).toEqual([
      '主题分类：其他',
      '成文日期：2026-11-20',
      '有效期：长期有效',
      '关键词：招牌，市容',
      '依据：《条例》',
      '公开方式：主动公开',
    ]);
    expect(facts.filter(({ url }) => url !== undefined)).toHaveLength(1);
    fc.assert(
      fc.property(fc.subarray(Object.keys(all)), (keys) => {
        const some = Object.fromEntries(
          Object.entries(all).filter(([key]) => keys.includes(key)),
        ) as Metadata;
        expect(metadataFacts(some)).toHaveLength(keys.length);
      }),
    );
  });
});
