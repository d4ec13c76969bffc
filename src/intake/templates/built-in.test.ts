import { describe, expect, it } from '@jest/globals';
import { announcementCategories, placeholder, Template } from '../../contract/api.js';
import { sanitiseHtml } from '../html/sanitise.js';
import { screen } from '../screening/screen.js';
import { partsOf } from '../screening/parts.js';
import { builtInTemplates } from './built-in.js';
import { missingParts, requiredProblems } from './required.js';

const office = (category: string) => ({ category, published: [], dictionary: [] });

it('there is one for each category that offices use', () => {
  expect(builtInTemplates.map(({ name }) => name).sort()).toEqual([...announcementCategories].sort());
});

describe.each(builtInTemplates.map((template) => [template.name, template] as const))(
  '%s',
  (_name, template) => {
    it('is a template as offices write them, and sanitising changes nothing', () => {
      expect(Template.parse(template)).toEqual(template);
      expect(sanitiseHtml(template.body).html.replaceAll('\n', '')).toBe(template.body);
    });

    it('speaks of everything that its kind asks for', () => {
      expect(missingParts(template.body, template.required)).toEqual([]);
    });

    it('has nothing for the screening but its blanks, and every one of these', () => {
      const { title, body, category } = template;
      const parts = partsOf({ title, body, issuer: '', attachments: [] });
      const found = screen(parts, office(category));
      expect(found.filter(({ level }) => level !== 'info').map(({ rule }) => rule)).toEqual(
        found.filter(({ level }) => level !== 'info').map(() => 'placeholder'),
      );
      const blanks = `${title}${body}`.match(placeholder) ?? [];
      expect(found.filter(({ rule }) => rule === 'placeholder').map(({ text }) => text)).toEqual(blanks);
    });
  },
);

describe('the parts of a kind', () => {
  const required = ['公示期/公示时间', '电话/联系方式', '地址'];
  it('are found by any of their words, however they are spaced', () => {
    expect(missingParts('<p>公 示 时 间：五日</p><p>联系方式见附件</p>', required)).toEqual(['地址']);
    expect(missingParts('', [])).toEqual([]);
  });
  it('are told in one warning', () => {
    expect(requiredProblems({ body: '<p>地址</p>', category: '公示' }, required)).toMatchObject([
      { severity: 'warning', code: 'parts_missing', field: 'body' },
    ]);
    expect(requiredProblems({ body: '<p>x</p>', category: '公示' }, [])).toEqual([]);
  });
});
