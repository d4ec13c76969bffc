import { expect, test } from '@jest/globals';
import type { DeliveryState, Operation } from '../../../src/contract/values.js';
import { recallable, touchedBy } from './recall-scope.js';

const dot = (targetId: string, state: DeliveryState, operation: Operation = 'publish') => ({
  targetId,
  state,
  operation,
});

test('places that are out are counted with their screens; what is not yet out is only cancelled', () => {
  const dots = [dot('site', 'live'), dot('wall', 'accepted'), dot('portal', 'scheduled')];
  const screens = [{ targetId: 'wall' }, { targetId: 'wall' }, { targetId: 'elsewhere' }];
  expect(touchedBy(dots, screens)).toEqual({ targets: 2, screens: 2, cancels: 1 });
});

test('an update on its way is cancelled, and what it would replace is out', () => {
  expect(touchedBy([dot('site', 'scheduled', 'update')], [])).toEqual({ targets: 1, screens: 0, cancels: 1 });
});

test('what is gone or being taken back is not touched again, and a narrower recall leaves the rest alone', () => {
  const dots = [
    dot('site', 'live'),
    dot('wall', 'gone'),
    dot('tv', 'sending', 'recall'),
    dot('wechat', 'live'),
  ];
  expect(recallable(dots).map(({ targetId }) => targetId)).toEqual(['site', 'wechat']);
  expect(recallable(dots, ['site', 'wall']).map(({ targetId }) => targetId)).toEqual(['site']);
});
