import { expect, test } from '@jest/globals';
import { dayText, machineText, minuteText } from './office-time.js';

test('an instant is told in the office’s zone, wherever the hub runs', () => {
  const at = new Date('2026-11-23T02:30:05.900Z');
  expect([minuteText(at), machineText(at), dayText(at)]).toEqual([
    '2026-11-23 10:30',
    '2026-11-23T10:30:05+08:00',
    '2026-11-23',
  ]);
});

test('midnight is 00:00 of the new day', () => {
  expect(minuteText(new Date('2026-12-31T16:00:00Z'))).toBe('2027-01-01 00:00');
});
