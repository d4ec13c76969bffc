import { describe, expect, it } from '@jest/globals';
import type { DraftFields } from '../../../src/contract/api/intake.js';
import type { TemplateView } from '../../../src/contract/api/templates.js';
import { defaultOf, isEmptyDraft, withTemplate } from './templates.js';

const template: TemplateView = {
  name: '办事指南',
  category: '办事指南',
  title: '【填写：事项】办事指南',
  body: '<p>一</p>',
  priority: 'routine',
  metadata: { longTerm: true },
  required: [],
  targetIds: ['a'],
  gone: [],
  builtIn: true,
};
const draft: DraftFields = {
  title: '',
  body: '',
  category: '',
  issuer: '局',
  attachments: [],
  targetIds: ['b'],
  metadata: { disclosure: 'proactive', topic: '其他' },
};

describe('a template', () => {
  it('is its kind’s default when it bears the kind’s name', () => {
    const templates = [{ ...template, name: '窗口指南' }, template];
    expect(defaultOf(templates, ' 办事指南 ')).toBe(template);
    expect(defaultOf(templates, '公示')).toBeUndefined();
  });

  it('brings its words and keeps what the draft has of its own', () => {
    expect(withTemplate(draft, template)).toEqual({
      title: template.title,
      body: template.body,
      category: '办事指南',
      metadata: { disclosure: 'proactive', topic: '其他', longTerm: true },
      targetIds: ['a'],
    });
    expect(withTemplate(draft, { ...template, targetIds: [] })).not.toHaveProperty('targetIds');
  });
});

it.each([
  ['', '', true],
  [' ', '<p></p><p><br></p>', true],
  ['', '<p>&nbsp;</p>', true],
  ['一', '', false],
  ['', '<p>字</p>', false],
  ['', '<p><img src="asset:sha256:0"></p>', false],
])('title %j and body %j: empty is %s', (title, body, empty) => {
  expect(isEmptyDraft({ ...draft, title, body })).toBe(empty);
});
