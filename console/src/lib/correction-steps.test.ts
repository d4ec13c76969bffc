import { expect, test } from '@jest/globals';
import type { DeliveryState, Operation } from '../../../src/contract/values.js';
import { correctionStep, isCorrectable } from './correction-steps.js';

const dot = (state: DeliveryState, operation: Operation = 'publish') => ({ state, operation });
const can = { update: true };
const cannot = { update: false };

test('what is out is replaced in place where the channel can, and taken back first where it cannot', () => {
  for (const state of ['accepted', 'live', 'missing'] as const) {
    expect(correctionStep(dot(state), can)).toBe('replace');
    expect(correctionStep(dot(state), cannot)).toBe('again');
  }
  expect(correctionStep(dot('unconfirmed'), can)).toBe('again');
  expect(correctionStep(dot('live'), undefined)).toBe('again');
});

test('where nothing is out it is published as it is', () => {
  expect(correctionStep(undefined, can)).toBe('first');
  for (const state of ['scheduled', 'failed', 'gone', 'cancelled'] as const)
    expect(correctionStep(dot(state), can)).toBe('first');
  expect(correctionStep(dot('done', 'recall'), can)).toBe('first');
  expect(correctionStep(dot('with_person', 'recall'), can)).toBe('again');
});

test('an update that failed left the text before it out', () => {
  expect(correctionStep(dot('failed', 'update'), can)).toBe('replace');
  expect(isCorrectable(dot('failed', 'update'))).toBe(true);
  expect(isCorrectable(dot('failed'))).toBe(false);
  expect(correctionStep(dot('sending'), can)).toBe('busy');
});

test('what is being taken back is not corrected', () => {
  expect(isCorrectable(dot('live'))).toBe(true);
  expect(isCorrectable(dot('sending', 'recall'))).toBe(false);
  expect(isCorrectable(dot('gone', 'update'))).toBe(false);
});
