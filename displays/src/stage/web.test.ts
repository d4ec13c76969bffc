import { expect, it } from '@jest/globals';
import { isOfSites } from '../../../src/contract/display.js';
import { sitesOf } from './web.js';

it('a page belongs to a site by scheme, host and port', () => {
  const sites = ['https://www.example.org', 'https://map.example.org:8443', 'https://a.example.org:443'];
  expect(isOfSites('https://www.example.org/today?x=1#y', sites)).toBe(true);
  expect(isOfSites('https://map.example.org:8443/', sites)).toBe(true);
  expect(isOfSites('https://a.example.org/', sites)).toBe(true);
  for (const strange of [
    'http://www.example.org/',
    'https://www.example.org.elsewhere.example/',
    'https://www.example.org@elsewhere.example/',
    'https://map.example.org/',
    'javascript:alert(1)',
    'no address',
  ])
    expect([strange, isOfSites(strange, sites)]).toEqual([strange, false]);
});

it('a new page is asked for once when a site is listed that the page did not begin with', () => {
  let asked = 0;
  const follow = sitesOf({ webOrigins: ['https://www.example.org'] }, () => {
    asked += 1;
  });
  const told = (...webOrigins: string[]): number => {
    follow({ webOrigins });
    return asked;
  };
  expect(told('https://www.example.org')).toBe(0);
  expect(told()).toBe(0);
  expect(told('https://www.example.org', 'https://map.example.org')).toBe(1);
  expect(told('https://map.example.org')).toBe(1);
});
