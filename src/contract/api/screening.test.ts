import { expect, test } from '@jest/globals';
import {
  answeredBefore,
  openBlocks,
  passesFor,
  unanswered,
  type Finding,
  type FindingAnswers,
  type FindingPass,
} from './screening.js';

const words = { zh: '规则', en: 'Rule' };
const finding = (id: string, level: Finding['level']): Finding => ({
  ...{ id, level, rule: 'r', label: words, source: words, place: { part: 'body' }, from: 0, to: 1 },
  ...{ text: '词', before: '', after: '' },
});
const findings = [finding('a', 'block'), finding('b', 'block'), finding('c', 'review'), finding('d', 'warn')];
const pass = (of: string, by: string): FindingPass => ({
  ...{ finding: of, reason: `${by}的理由`, by: { id: by, name: by }, at: '2026-11-23T01:10:00.000Z' },
});
const ids = (some: readonly Finding[]): string[] => some.map(({ id }) => id);

test('only a reason opens a block; a blank is none, and a tick answers what has to be looked at', () => {
  expect(ids(openBlocks(findings, {}))).toEqual(['a', 'b']);
  expect(ids(openBlocks(findings, { a: ' ', b: '依法公开' }))).toEqual(['a']);
  expect(ids(unanswered(findings, { a: '依法公开', b: '' }))).toEqual(['b', 'c']);
  expect(unanswered(findings, { a: '依法公开', b: '依法公开', c: '' })).toEqual([]);
});

test('nobody lets pass what they wrote or submit themselves', () => {
  const passes = [pass('a', 'drafter'), pass('a', 'leader'), pass('b', 'submitter')];
  const reasons = passesFor(passes, ['drafter', 'submitter']);
  expect(reasons).toEqual({ a: 'leader的理由' });
  expect(ids(openBlocks(findings, reasons))).toEqual(['b']);
});

test('what a reviewer said later counts before what was said at the submission', () => {
  const decisions: { answers: FindingAnswers }[] = [{ answers: { c: '' } }, { answers: { a: '再次核对' } }];
  const version = { passes: [pass('a', 'leader')], decisions };
  expect(answeredBefore(version)).toEqual({ a: '再次核对', c: '' });
});
