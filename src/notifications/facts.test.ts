import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FollowedEntry } from '../record/index.js';
import { newId } from '../platform/ids.js';
import { join, read } from './facts.js';

const [office, announcement, version, member] = [newId(), newId(), newId(), newId()];
const entry = (kind: string, more: Partial<FollowedEntry> = {}): FollowedEntry => ({
  officeId: office,
  actor: `member:${member}`,
  kind,
  announcementId: announcement,
  subjectId: newId(),
  data: {},
  at: new Date('2026-11-23T02:00:00Z'),
  ...more,
});
const decision = (kind: string): FollowedEntry => entry(kind, { data: { version } });
const delivery = (kind: string, operation: string, target = newId()): FollowedEntry =>
  entry(kind, { actor: 'system:deliver', data: { operation, target } });
const kindsOf = (entries: FollowedEntry[]): string[] => read(entries).facts.map(({ kind }) => kind);

describe('what entries tell', () => {
  it('follows a version through its review: only what still counts is told', () => {
    expect(kindsOf([entry('version.submitted')])).toEqual(['review.waiting']);
    expect(kindsOf([entry('version.submitted'), entry('version.withdrawn')])).toEqual([]);
    expect(kindsOf([entry('version.submitted'), decision('decision.approved')])).toEqual(['review.waiting']);
    expect(
      kindsOf([entry('version.submitted'), decision('decision.approved'), entry('version.approved')]),
    ).toEqual(['review.approved']);
    expect(kindsOf([decision('decision.returned'), entry('version.submitted')])).toEqual(['review.waiting']);
    expect(kindsOf([entry('screening.asked')])).toEqual(['screening.asked']);
    expect(kindsOf([entry('screening.asked'), entry('screening.passed')])).toEqual([]);
    expect(kindsOf([entry('screening.asked'), entry('version.submitted')])).toEqual(['review.waiting']);
    expect(kindsOf([entry('paper.recorded')])).toEqual(['review.paper']);
    expect(kindsOf([entry('paper.recorded'), entry('paper.rejected')])).toEqual([]);
    expect(kindsOf([entry('paper.recorded'), decision('decision.returned')])).toEqual(['review.returned']);
  });

  it('ends earlier words about the same thing and no other', () => {
    const other = entry('version.submitted', { announcementId: newId() });
    const { facts, settled } = read([other, entry('version.submitted'), decision('decision.returned')]);
    expect(facts.map(({ kind, about }) => [kind, about])).toEqual([
      ['review.waiting', other.announcementId],
      ['review.returned', announcement],
    ]);
    expect(settled).toContainEqual({
      about: announcement,
      kinds: ['review.waiting', 'review.overdue', 'review.paper'],
    });
  });

  it('tells a recall that does not end from a publication that does not', () => {
    expect(kindsOf([delivery('delivery.failed', 'publish')])).toEqual(['delivery.failed']);
    expect(kindsOf([delivery('delivery.failed', 'recall')])).toEqual(['recall.stuck']);
    expect(kindsOf([delivery('delivery.with_person', 'recall')])).toEqual(['recall.stuck']);
    expect(kindsOf([delivery('delivery.accepted', 'recall')])).toEqual(['task.open']);
  });

  it('tells of screens in trouble by their group, until its last alert is closed', () => {
    const group = newId();
    const alert = (what: string, left: number): FollowedEntry =>
      entry(`screen.alert_${what}`, {
        announcementId: null,
        subjectId: group,
        data: { alert: 'offline', left, screens: [newId()] },
      });
    expect(read([alert('opened', 2)]).facts).toMatchObject([{ kind: 'screen.trouble', targetId: group }]);
    expect(kindsOf([alert('opened', 2), alert('closed', 1)])).toEqual(['screen.trouble']);
    expect(kindsOf([alert('opened', 2), alert('closed', 0)])).toEqual([]);
  });

  it('says nothing of what nobody asked about', () => {
    expect(kindsOf([entry('office.named'), delivery('delivery.live', 'publish')])).toEqual([]);
  });

  it('is about the version, not about the decision on it', () => {
    expect(read([decision('decision.returned')]).facts[0]?.subjectId).toBe(version);
  });

  it('says who did it, and nobody where the hub did', () => {
    expect(read([decision('decision.returned')]).facts[0]?.actorId).toBe(member);
    expect(read([delivery('delivery.missing', 'publish')]).facts[0]?.actorId).toBeUndefined();
  });
});

describe('what belongs together', () => {
  it('is one word with all its targets, each once, and the newest subject', () => {
    const [a, b] = [newId(), newId()];
    const entries = [
      delivery('delivery.failed', 'publish', a),
      delivery('delivery.failed', 'publish', b),
      delivery('delivery.failed', 'publish', a),
    ];
    expect(join(read(entries).facts)).toMatchObject([
      { kind: 'delivery.failed', targetIds: [a, b], subjectId: entries[2]?.subjectId },
    ]);
  });

  it('loses and doubles no fact, however many come', () => {
    const kinds = ['delivery.failed', 'delivery.unconfirmed', 'delivery.missing'];
    const abouts = [newId(), newId(), newId()];
    const one = fc.record({ kind: fc.constantFrom(...kinds), announcementId: fc.constantFrom(...abouts) });
    fc.assert(
      fc.property(fc.array(one), (some) => {
        const entries = some.map(({ kind, announcementId }) => ({
          ...delivery(kind, 'publish'),
          announcementId,
        }));
        const words = join(read(entries).facts);
        expect(words.reduce((sum, { facts }) => sum + facts.length, 0)).toBe(some.length);
        expect(new Set(words.map(({ kind, about }) => `${kind} ${about}`)).size).toBe(words.length);
      }),
    );
  });
});
