import { describe, expect, it } from '@jest/globals';
import type { Permission } from '../../../../src/contract/api/common.js';
import { placesOf, wayOf } from './sentence.js';

const announcement = { id: 'a', title: '通告' };
const clerk: Permission[] = ['announcement.read', 'announcement.write'];
const administrator: Permission[] = ['announcement.read', 'target.manage'];

describe('the way to what a notification is about', () => {
  it('is a page that the member may open', () => {
    const returned = { kind: 'review.returned', announcement, subjectId: 'v' } as const;
    expect(wayOf(returned, clerk)).toBe('/announcements/a/edit');
    expect(wayOf(returned, administrator)).toBe('/announcements/a');
    const paused = { kind: 'target.paused', subjectId: 't' } as const;
    expect(wayOf(paused, administrator)).toBe('/targets');
    expect(wayOf(paused, clerk)).toBe('/board');
    expect(wayOf({ kind: 'task.open', announcement, subjectId: 'd' }, ['press.work'])).toBe('/press');
  });

  it('leads to the very thing', () => {
    expect(wayOf({ kind: 'review.waiting', announcement, subjectId: 'v' }, clerk)).toBe('/versions/v');
    expect(wayOf({ kind: 'recall.waiting', announcement, subjectId: 'r' }, clerk)).toBe('/recalls/r');
    expect(wayOf({ kind: 'task.open', announcement, subjectId: 'd' }, clerk)).toBe('/tasks?open=d');
    expect(wayOf({ kind: 'delivery.missing', announcement, subjectId: 'd' }, clerk)).toBe('/announcements/a');
  });
});

describe('places', () => {
  it('are named up to two, and counted', () => {
    const targets = ['门户', '大屏', '邮件'].map((name) => ({ id: name, name }));
    expect(placesOf({ targets })).toEqual({ names: ['门户', '大屏'], count: 3 });
    expect(placesOf({ targets: [] })).toEqual({ names: [], count: 0 });
  });
});
