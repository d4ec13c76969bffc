import { expect, test } from '@jest/globals';
import type { RecallRequestView, RecallTarget } from '../../../../src/contract/api/recall.js';
import { grantedToday, newestOfEach, phaseOf, phaseOfProgress, problemsFirst, screenWord } from './phases.js';

const now = new Date('2026-11-26T12:00:00+08:00');
const decided = (verdict: 'approve' | 'refuse', at = now) => ({
  verdict,
  opinion: '',
  by: { id: 'b', name: '乙' },
  at: at.toISOString(),
});

function request(id: string, more: Partial<RecallRequestView> = {}): RecallRequestView {
  return {
    id,
    announcementId: 'a',
    announcementTitle: '通告',
    reason: 'error',
    note: '',
    emergency: false,
    requestedBy: { id: 'c', name: '甲' },
    requestedAt: now.toISOString(),
    mayDecide: false,
    ...more,
  };
}

test('a recall waits, is refused, goes on, or has ended everywhere', () => {
  expect(phaseOf(request('r'))).toBe('waiting');
  expect(phaseOfProgress({ request: request('r', { decision: decided('refuse') }) })).toBe('refused');
  const agreed = request('r', { decision: decided('approve') });
  expect(phaseOf(agreed)).toBe('granted');
  expect(phaseOfProgress({ request: agreed })).toBe('going');
  expect(phaseOfProgress({ request: agreed, finishedAt: now.toISOString() })).toBe('finished');
});

test('what needs a person is shown first, what is gone last', () => {
  const place = (name: string, state: RecallTarget['state'], endedAt?: string) => ({
    target: { id: name, name, channel: 'x', drill: false },
    state,
    endedAt,
  });
  const places = [
    place('done', 'done', now.toISOString()),
    place('going', 'sending'),
    place('person', 'with_person'),
    place('failed', 'failed'),
  ];
  expect(problemsFirst(places).map(({ target }) => target.name)).toEqual([
    'person',
    'failed',
    'going',
    'done',
  ]);
});

test('a screen that is off is said to be off, unless it has dropped the item before', () => {
  const screen = (state: string, online: boolean) =>
    screenWord({ screenId: 's', name: '屏', state, online, at: now.toISOString() });
  expect(screen('painted', true)).toBe('going');
  expect(screen('painted', false)).toBe('offline');
  expect(screen('retracted', false)).toBe('gone');
});

test('today’s recalls are those that were agreed to today', () => {
  const requests = [
    request('today', { decision: decided('approve') }),
    request('yesterday', { decision: decided('approve', new Date('2026-11-25T23:00:00+08:00')) }),
    request('refused', { decision: decided('refuse') }),
    request('waiting'),
  ];
  expect(grantedToday(requests, now).map(({ id }) => id)).toEqual(['today']);
});

test('an announcement leads to its newest request, and to none that was refused', () => {
  const requests = [
    request('new', { announcementId: 'a' }),
    request('refused', { announcementId: 'b', decision: decided('refuse') }),
    request('old', { announcementId: 'a', decision: decided('approve') }),
  ];
  expect([...newestOfEach(requests)].map(([id, one]) => [id, one.id])).toEqual([['a', 'new']]);
});
