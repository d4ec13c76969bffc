import { describe, expect, it } from '@jest/globals';
import type { NotificationKind, Role } from '../contract/api.js';
import { audience, type Background, type Person } from './audience.js';
import type { Fact, Word } from './facts.js';

const person = (id: string, roles: Role[], officeId = 'ours'): Person => ({
  id,
  officeId,
  roles,
  departmentId: null,
});
const people = [
  person('admin', ['administrator']),
  person('clerk', ['clerk']),
  person('second clerk', ['clerk']),
  person('reviewer', ['reviewer']),
  person('leader', ['leader']),
  person('liaison', ['liaison']),
  person('auditor', ['auditor']),
  person('their clerk', ['clerk'], 'theirs'),
  person('their reviewer', ['reviewer'], 'theirs'),
];
const background = (more: Partial<Background> = {}): Background => ({
  people,
  takers: new Map([['a', { versionId: 'v', memberIds: ['reviewer', 'their reviewer'] }]]),
  drafters: new Map([['a', ['clerk', 'second clerk']]]),
  requests: new Map([['r', { requestedBy: 'leader', decided: false }]]),
  deliveries: new Map([
    ['d', { by: 'leader', press: false }],
    ['p', { by: 'clerk', press: true }],
  ]),
  ...more,
});

function word(kind: NotificationKind, subjectId: string, actorId?: string): Word {
  const at = new Date(0);
  const [announcementId, targetId] = ['a', undefined];
  const fact: Fact = {
    kind,
    officeId: 'ours',
    actorId,
    about: 'a',
    announcementId,
    targetId,
    subjectId,
    at,
  };
  return { kind, officeId: 'ours', about: 'a', announcementId, targetIds: [], subjectId, facts: [fact], at };
}
const told = (kind: NotificationKind, subjectId = 's', actorId?: string, more: Partial<Background> = {}) =>
  audience(word(kind, subjectId, actorId), background(more));

describe('whom a word concerns', () => {
  it('is who may take the step that waits, and nobody once none does', () => {
    expect(told('review.waiting')).toEqual(['reviewer']);
    expect(told('review.waiting', 's', undefined, { takers: new Map() })).toEqual([]);
  });

  it('is them and who drafted when a review is overdue', () => {
    expect(told('review.overdue')).toEqual(['clerk', 'second clerk', 'reviewer']);
  });

  it('is who drafted and who submitted', () => {
    expect(told('review.returned', 's', 'reviewer')).toEqual(['clerk', 'second clerk']);
    expect(told('review.approved', 's', 'reviewer')).toEqual(['clerk', 'second clerk']);
  });

  it('is them for a reply that is overdue, and whoever decides for what is to be looked at again', () => {
    expect(told('consultation.overdue')).toEqual(['clerk', 'second clerk', 'reviewer']);
    expect(told('review.withheld', 's', 'reviewer')).toEqual(['clerk', 'second clerk']);
    expect(told('withheld.due')).toEqual(['reviewer', 'leader']);
  });

  it('is who may check what was signed on paper, but for who recorded or drafted it', () => {
    expect(told('review.paper', 's', 'leader')).toEqual(['reviewer']);
    expect(told('review.paper', 's', 'clerk')).toEqual(['reviewer', 'leader']);
  });

  it('is who may decide on a recall, but for who asks, while it waits', () => {
    expect(told('recall.waiting', 'r', 'leader')).toEqual(['reviewer']);
    const decided = new Map([['r', { requestedBy: 'leader', decided: true }]]);
    expect(told('recall.waiting', 'r', 'leader', { requests: decided })).toEqual([]);
  });

  it('is who asked for the recall, and on approval those whose work is taken back', () => {
    expect(told('recall.refused', 'r', 'reviewer')).toEqual(['leader']);
    expect(told('recall.approved', 'r', 'reviewer')).toEqual(['clerk', 'second clerk', 'leader']);
  });

  it('is who released it and the clerks when something goes wrong', () => {
    for (const kind of ['delivery.failed', 'delivery.unconfirmed', 'delivery.missing'] as const)
      expect(told(kind, 'd')).toEqual(['clerk', 'second clerk', 'leader']);
  });

  it('is the media liaison for the press, or the clerks of an office without one', () => {
    expect(told('task.open', 'p')).toEqual(['liaison']);
    const without = people.filter(({ roles }) => !roles.includes('liaison'));
    expect(told('task.open', 'p', undefined, { people: without })).toEqual(['clerk', 'second clerk']);
  });

  it('is who can set a paused target right', () => {
    expect(told('target.paused')).toEqual(['admin', 'clerk', 'second clerk']);
    expect(told('screen.trouble')).toEqual(['admin', 'clerk', 'second clerk']);
    expect(told('hook.disabled')).toEqual(['admin']);
  });

  it('is never who did it, and never somebody of another office', () => {
    expect(told('delivery.failed', 'd', 'clerk')).toEqual(['second clerk', 'leader']);
    const strange = new Map([['a', ['their clerk', 'clerk']]]);
    expect(told('review.returned', 's', 'reviewer', { drafters: strange })).toEqual(['clerk']);
  });
});
