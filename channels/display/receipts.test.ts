import { describe, expect, it } from '@jest/globals';
import type { ScreenItemState, ScreenReceipt, ScreenReceipts } from '../../src/contract/display.js';
import { recalled, seenPublish, seenRecall } from './receipts.js';

const start = Date.parse('2026-11-23T02:00:00Z');
const at = (seconds: number): Date => new Date(start + seconds * 1000);
const key = 'k';

interface Told {
  state: ScreenItemState;
  expected?: boolean;
  online?: boolean;
  seen?: number;
}
const screen = ({ state, expected = true, online = false, seen }: Told, index: number): ScreenReceipt => ({
  screenId: `s${String(index)}`,
  name: `屏${String(index)}`,
  expected,
  state,
  at: at(0),
  online,
  lastSeenAt: seen === undefined ? undefined : at(seen),
});
const found = (now: number, told: Told[], retracted?: number): ScreenReceipts => ({
  shownAt: at(0),
  retractedAt: retracted === undefined ? undefined : at(retracted),
  now: at(now),
  screens: told.map(screen),
});
const publish = (now: number, told: Told[]) => seenPublish(key, found(now, told));

describe('a publish', () => {
  it('is absent before its commit and gone after its recall', () => {
    expect(seenPublish(key, { now: at(0), screens: [] })).toEqual({ is: 'absent' });
    expect(seenPublish(key, found(9, [{ state: 'painted' }], 5)).is).toBe('gone');
  });
  it('is live when all that were expected have painted', () => {
    const seen = publish(1, [{ state: 'painted' }, { state: 'painted', online: true }]);
    expect(seen).toMatchObject({
      is: 'live',
      receipt: { state: 'done', ref: key, data: { painted: ['s0', 's1'], silent: [] } },
    });
  });
  it('waits for one that is online, however long it takes', () => {
    const seen = publish(600, [{ state: 'painted' }, { state: 'verified', online: true, seen: 599 }]);
    expect(seen).toMatchObject({ is: 'pending', again: at(615) });
  });
  it('waits 15 s of silence for one that went offline, and says when they are over', () => {
    const told: Told[] = [{ state: 'painted' }, { state: 'notified', seen: 4 }];
    expect(publish(10, told)).toEqual({ is: 'pending', again: at(19) });
    expect(publish(18.999, told).is).toBe('pending');
    expect(publish(19, told)).toMatchObject({ is: 'live', receipt: { data: { silent: ['s1'] } } });
  });
  it('counts silence from the commit at the earliest', () => {
    expect(publish(14, [{ state: 'painted' }, { state: 'queued', seen: -100 }]).is).toBe('pending');
  });
  it('does not wait for screens that were not expected, but takes their painting', () => {
    expect(
      publish(1, [
        { state: 'painted', expected: false },
        { state: 'queued', expected: false },
      ]).is,
    ).toBe('live');
  });
  it('is pending while nobody has painted it, even when everybody is silent', () => {
    expect(publish(99, []).is).toBe('pending');
    expect(publish(99, [{ state: 'notified', seen: 1 }]).is).toBe('pending');
  });
  it('does not un-live when a silent screen comes back', () => {
    const before = { state: 'done', ref: key } as const;
    expect(
      seenPublish(key, found(99, [{ state: 'painted' }, { state: 'queued', online: true }]), before).is,
    ).toBe('live');
  });
});

describe('a recall', () => {
  it('is done when every screen that may hold the item has reported it gone', () => {
    expect(seenRecall(key, found(6, [{ state: 'retracted' }, { state: 'queued' }], 5)).is).toBe('gone');
    expect(seenRecall(key, { now: at(0), screens: [] }).is).toBe('gone');
  });
  it('waits 8 s, then hands the silent ones to a person and goes on waiting', () => {
    const told: Told[] = [{ state: 'retracted' }, { state: 'painted' }, { state: 'fetched', online: true }];
    expect(seenRecall(key, found(12.9, told, 5))).toEqual({ is: 'pending', again: at(13) });
    const later = seenRecall(key, found(13, told, 5));
    expect(later).toMatchObject({ is: 'pending', person: { kind: 'screen_recall_silent' } });
    expect(later.is === 'pending' && later.person?.text.zh).toContain('“屏1”、“屏2”');
    expect(later.is === 'pending' && later.person?.text.zh).not.toContain('屏0');
  });
  it('has not happened while the item is still wanted', () => {
    expect(seenRecall(key, found(5, [{ state: 'painted' }])).is).toBe('live');
  });
  it('answers at once what it knows', () => {
    expect(recalled(key, found(5, [{ state: 'queued' }], 5))).toEqual({ state: 'done' });
    expect(recalled(key, found(5, [{ state: 'painted' }], 5))).toEqual({ state: 'pending', again: at(13) });
  });
});
