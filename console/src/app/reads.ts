import type { Permission } from '../../../src/contract/api/common.js';

/*
 * What the pages that people begin with ask for, as the queries write it: it goes out in one request before the script
 * that wants the answers is there. What is missing here is asked for as everywhere else; reads.test.ts compares.
 */

export type May = (permission: Permission) => boolean;
export type Params = Readonly<Record<string, string>>;

/** The counts beside the places of the rail. */
export const frameReads = (may: May): string[] => [
  ...(may('announcement.read') || may('press.work') ? ['/notifications/unread'] : []),
  ...(may('announcement.read') ? ['/recalls?waiting=true&limit=100', '/tasks?limit=100'] : []),
  ...(may('review.decide') || may('review.paper') ? ['/reviews?limit=100'] : []),
];

export const todayReads = (may: May): string[] =>
  may('announcement.read')
    ? [
        '/reviews?limit=100',
        ...['approved', 'returned', 'drafting'].map((stage) => `/announcements?stage=${stage}&limit=20`),
        '/board?limit=50',
        ...['failed', 'unconfirmed', 'with_person', 'missing', 'scheduled'].map(
          (state) => `/board?state=${state}&limit=20`,
        ),
        ...(may('screen.read') ? ['/screens?state=offline'] : []),
        '/release-groups',
        '/targets',
        '/recalls?limit=100',
        ...(may('release.create') || may('objection.handle') ? ['/notices'] : []),
        '/after-reviews',
        ...(may('release.recall') ? ['/rescan'] : []),
        ...(may('rectification.read') ? ['/rectifications?open=true&limit=50'] : []),
        ...(may('announcement.write') || may('review.decide') ? ['/consultations'] : []),
        ...(may('review.decide') ? ['/withheld'] : []),
      ]
    : [];

export const boardReads = (may: May): string[] =>
  may('announcement.read') ? ['/board?limit=30', '/targets', '/recalls?limit=100'] : [];

export const editorReads = (_may: May, { id = '' }: Params): string[] => [`/announcements/${id}`, '/targets'];
