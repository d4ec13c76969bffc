import { expect, it } from '@jest/globals';
import { processorTime } from '../../../test/support/cpu.js';
import { isWellFormed } from './well-formed.js';

it.each([
  '<?xml version="1.0"?><w:a x="1 > 0" y=\'"\'><w:b/><!-- <c> --><![CDATA[<d>]]></w:a>',
  '<a\n  b = "c"\n></a >',
])('takes %s', (xml) => {
  expect(isWellFormed(xml)).toBe(true);
});

it.each([
  ['nothing', ''],
  ['an open tag', '<a><b></a>'],
  ['a stray end', '<a></a></b>'],
  ['a tag cut off', '<a><b x="'],
  ['a tag in a tag', '<a <b>></a>'],
  ['a comment without end', '<a><!-- </a>'],
  ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
  ['depth', `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`],
  ['too many elements', `<a>${'<b/>'.repeat(260_000)}</a>`],
  ['too many attributes', `<a ${'b="" '.repeat(400)}/>`],
])('refuses %s', (_, xml) => {
  expect(isWellFormed(xml)).toBe(false);
});

it.each([
  ['tags', '<a>'.repeat(1_300_000)],
  ['comments', '<!--'.repeat(1_000_000)],
  ['quotes', `<a ${'x="'.repeat(1_000_000)}`],
])('refuses four megabytes of open %s at once', (_, xml) => {
  const spent = processorTime();
  expect(isWellFormed(xml)).toBe(false);
  expect(spent()).toBeLessThan(1500);
});
