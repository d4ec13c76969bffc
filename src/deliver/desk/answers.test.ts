import { expect, test } from '@jest/globals';
import type { Ask } from '../../contract/person.js';
import { HubError } from '../../contract/errors.js';
import { answersInWords, checkAnswers } from './answers.js';

const ask = (name: string, kind: Ask['kind'], required = false): Ask => ({
  name,
  kind,
  required,
  label: { zh: `${name}的名`, en: name },
  ...(kind === 'choice' && { choices: [{ value: 'a', label: { zh: '甲', en: 'A' } }] }),
});
const asked = [
  ask('url', 'url', true),
  ask('time', 'instant'),
  ask('edition', 'text'),
  ask('note', 'longText'),
  ask('kind', 'choice'),
  ask('sure', 'yes'),
];

function mistakes(given: Record<string, string>): string[] {
  try {
    checkAnswers(asked, given);
  } catch (error) {
    if (error instanceof HubError) return (error.extra.errors ?? []).map(({ path }) => path);
    throw error;
  }
  return [];
}

test('answers are kept in one form, and what was left empty is left out', () => {
  const given = {
    url: ' https://例子.example/路 ',
    time: '2026-11-23T09:30:00+08:00',
    edition: 'A3\n 版\u202e',
    note: '第一行\n第二行',
    kind: 'a',
    sure: '',
  };
  expect(checkAnswers(asked, given)).toEqual({
    url: 'https://xn--fsqu00a.example/%E8%B7%AF',
    time: '2026-11-23T01:30:00.000Z',
    edition: 'A3 版',
    note: '第一行\n第二行',
    kind: 'a',
  });
});

test.each([
  ['nothing', {}, ['answers.url']],
  ['an empty needed one', { url: '  ' }, ['answers.url']],
  ['a script as an address', { url: 'javascript:alert(1)' }, ['answers.url']],
  ['a file as an address', { url: 'file:///etc/passwd' }, ['answers.url']],
  ['a password in an address', { url: 'https://a:b@c.example/' }, ['answers.url']],
  ['no address', { url: '市政府网站首页' }, ['answers.url']],
  ['a time without its offset', { url: 'https://a.example/', time: '2026-11-23T09:30:00' }, ['answers.time']],
  [
    'a date of another century',
    { url: 'https://a.example/', time: '1926-11-23T09:30:00Z' },
    ['answers.time'],
  ],
  ['a long line', { url: 'https://a.example/', edition: '长'.repeat(501) }, ['answers.edition']],
  ['another choice', { url: 'https://a.example/', kind: 'b' }, ['answers.kind']],
  ['no as a yes', { url: 'https://a.example/', sure: 'no' }, ['answers.sure']],
  ['what nobody asked for', { url: 'https://a.example/', other: '1' }, ['answers.other']],
])('%s is refused', (_, given, paths) => {
  expect(mistakes(given)).toEqual(paths);
});

test('words carry the labels of what was asked, also when nobody asks any more', () => {
  expect(
    answersInWords(asked, {
      old: 'x',
      sure: 'yes',
      kind: 'a',
      edition: 'A3',
      time: '2026-11-22T23:30:00.000Z',
    }),
  ).toEqual({
    zh: 'time的名：2026-11-23 07:30；edition的名：A3；kind的名：甲；sure的名：是；old：x',
    en: 'time: 2026-11-23 07:30; edition: A3; kind: A; sure: yes; old: x',
  });
});
