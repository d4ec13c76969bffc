import { describe, expect, test } from '@jest/globals';
import type { DraftFields } from '../../../src/contract/api/intake.js';
import { mergeDraft, sameFields, settle } from './merge.js';

const loaded: DraftFields = {
  title: '关于冬季整治的通告',
  body: '<p>正文</p>',
  category: '通知公告',
  issuer: '城管局',
  attachments: [],
  targetIds: ['7f1d0a5e-0d5e-4c0e-8a51-8f0a4f4b1c01'],
};
const base = { sent: loaded, answered: loaded };

describe('two people at one draft', () => {
  test('different fields come together without a question', () => {
    const mine = { ...loaded, body: '<p>我的正文</p>' };
    const theirs = { ...loaded, title: '他们的标题', docNo: '望城管通〔2026〕9号' };
    const merged = mergeDraft(base, mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(merged.taken).toEqual(['title', 'docNo']);
    expect(merged.fields).toEqual({ ...mine, title: '他们的标题', docNo: '望城管通〔2026〕9号' });
  });

  test('the same field changed differently is asked, and mine stays until somebody chooses', () => {
    const mine = { ...loaded, title: '我的标题' };
    const theirs = { ...loaded, title: '他们的标题' };
    const merged = mergeDraft(base, mine, theirs);
    expect(merged.fields.title).toBe('我的标题');
    expect(merged.conflicts).toEqual([{ field: 'title', mine: '我的标题', theirs: '他们的标题' }]);
    expect(settle(merged.fields, merged.conflicts, {}).title).toBe('我的标题');
    expect(settle(merged.fields, merged.conflicts, { title: 'theirs' }).title).toBe('他们的标题');
  });

  test('the same change on both sides is no conflict', () => {
    const both = { ...loaded, category: '公示' };
    expect(mergeDraft(base, both, both).conflicts).toEqual([]);
  });

  test('the order in which the hub gives an object’s keys back is no change', () => {
    const mine = { ...loaded, extras: { wechat: { digest: '摘要', author: '甲' } } };
    const theirs = { ...loaded, extras: { wechat: { author: '甲', digest: '摘要' } } };
    expect(sameFields(mine, theirs)).toBe(true);
    expect(mergeDraft(base, mine, theirs).conflicts).toEqual([]);
  });

  test('a body that the hub tidied while saving does not count as their change', () => {
    const sent = { ...loaded, body: '<p style="x">正文</p>' };
    const mine = { ...sent, body: '<p style="x">正文，又写了一句</p>' };
    const theirs = { ...loaded, title: '他们的标题' };
    const merged = mergeDraft({ sent, answered: loaded }, mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(merged.fields).toEqual({ ...mine, title: '他们的标题' });
  });

  test('a field that they emptied is taken as empty', () => {
    const before = { ...loaded, docNo: '望城管通〔2026〕9号' };
    const merged = mergeDraft({ sent: before, answered: before }, before, loaded);
    expect(merged.fields.docNo).toBeUndefined();
  });

  test('both bodies can be kept', () => {
    const mine = { ...loaded, body: '<p>甲</p>' };
    const theirs = { ...loaded, body: '<p>乙</p>' };
    const merged = mergeDraft(base, mine, theirs);
    expect(settle(merged.fields, merged.conflicts, { body: 'both' }).body).toBe('<p>甲</p><p>乙</p>');
  });
});

test('an absent field and an undefined one are the same', () => {
  expect(sameFields(loaded, { ...loaded, docNo: undefined })).toBe(true);
  expect(sameFields(loaded, { ...loaded, docNo: '1' })).toBe(false);
});
