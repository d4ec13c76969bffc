import { expect, test } from '@jest/globals';
import { DeliveryState } from '../../../src/contract/values.js';
import { deliveryLook, isRecallable, isRepairable, isResolvable, waitsForPerson } from './states.js';

test('colour is never the only difference: no two words share one sign unless nothing is left to do', () => {
  const open = DeliveryState.options.filter(
    (s) => !['done', 'gone', 'cancelled', 'superseded', 'lapsed'].includes(s),
  );
  const signs = open.map((state) => deliveryLook(state, 'publish').sign);
  expect(new Set(signs).size).toBe(open.length);
});

test('a publish fills up on its way to live', () => {
  const way = ['scheduled', 'queued', 'sending', 'accepted', 'live'] as const;
  expect(way.map((state) => deliveryLook(state, 'publish').sign)).toEqual([
    'fill0',
    'fill1',
    'fill2',
    'fill3',
    'fill4',
  ]);
});

test('a recall on its way never looks like a publish', () => {
  for (const state of ['scheduled', 'queued', 'sending', 'accepted', 'done'] as const) {
    expect(deliveryLook(state, 'recall').word).toBe(`recall_${state}`);
  }
  expect(deliveryLook('failed', 'recall').word).toBe('failed');
});

test('an update says that it is one, with the colour and the sign of what it has come to', () => {
  for (const state of ['scheduled', 'sending', 'live', 'failed'] as const) {
    const { word, ...look } = deliveryLook(state, 'update');
    expect(word).toBe(`update_${state}`);
    expect(deliveryLook(state, 'publish')).toMatchObject(look);
  }
  expect(deliveryLook('superseded', 'update').word).toBe('superseded');
});

test('only what is missing or failed is published again, and a recall never is', () => {
  const repairable = DeliveryState.options.filter((state) => isRepairable({ state, operation: 'publish' }));
  expect(repairable).toEqual(['missing', 'failed']);
  expect(isRepairable({ state: 'failed', operation: 'update' })).toBe(true);
  expect(isRepairable({ state: 'failed', operation: 'recall' })).toBe(false);
});

test('what asks for a decision also asks for a person', () => {
  for (const state of DeliveryState.options) {
    if (isResolvable(state)) expect(waitsForPerson(state)).toBe(true);
  }
});

test('only what is out there or on its way can be taken back', () => {
  expect(isRecallable({ state: 'live', operation: 'publish' })).toBe(true);
  expect(isRecallable({ state: 'unconfirmed', operation: 'publish' })).toBe(true);
  expect(isRecallable({ state: 'scheduled', operation: 'publish' })).toBe(true);
  expect(isRecallable({ state: 'gone', operation: 'publish' })).toBe(false);
  expect(isRecallable({ state: 'sending', operation: 'recall' })).toBe(false);
  expect(isRecallable({ state: 'done', operation: 'recall' })).toBe(false);
  expect(isRecallable({ state: 'failed', operation: 'recall' })).toBe(true);
  expect(isRecallable({ state: 'failed', operation: 'publish' })).toBe(false);
  expect(isRecallable({ state: 'failed', operation: 'update' })).toBe(true);
  expect(isRecallable({ state: 'gone', operation: 'update' })).toBe(false);
});
