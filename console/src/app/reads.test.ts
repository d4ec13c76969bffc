import { expect, test } from '@jest/globals';
import { announcementPath } from '../api/announcement-calls.js';
import { getOpenNotices } from '../api/notice-calls.js';
import { getTargets } from '../api/target-calls.js';
import { getAfterReviews } from '../api/emergency-calls.js';
import { getRescan } from '../api/rescan-calls.js';
import { getUnread } from '../api/notification-calls.js';
import { boardQuery } from '../pages/board/board-query.js';
import { pendingQuery, withheldQuery } from '../pages/consulting/queries.js';
import { openRectificationsQuery } from '../pages/rectification/queries.js';
import { newestRecallsQuery, waitingRecallsQuery } from '../pages/recall/queries.js';
import { todayQueries } from '../pages/today/today-queries.js';
import { boardReads, editorReads, frameReads, todayReads, type May } from './reads.js';

const everything: May = () => true;
const nothing: May = () => false;
type Ask = (context: never) => unknown;

/** The paths that these ask for, as the hub would hear them. */
async function heard(asks: readonly unknown[]): Promise<string[]> {
  const paths: string[] = [];
  Object.assign(globalThis, {
    document: { documentElement: { lang: 'zh-CN' } },
    fetch: (path: string) => {
      paths.push(path.replace('/api/v1', ''));
      return Promise.reject(new Error('only the path is wanted'));
    },
  });
  for (const ask of asks) await Promise.allSettled([(ask as Ask)({} as never)]);
  return paths.sort();
}

test('what is asked for ahead is what the first page and its frame ask for', async () => {
  const queries = [
    ...todayQueries(true),
    waitingRecallsQuery,
    newestRecallsQuery,
    pendingQuery,
    withheldQuery,
    openRectificationsQuery,
  ];
  const asks = [
    ...queries.map(({ queryFn }) => queryFn),
    getUnread,
    getOpenNotices,
    getAfterReviews,
    getRescan,
    getTargets,
  ];
  const ahead = new Set([...frameReads(everything), ...todayReads(everything)]);
  expect([...ahead].sort()).toEqual(await heard(asks));
});

test('and the same for the board and the editor', async () => {
  const asks = [boardQuery(undefined, {}).queryFn, getTargets, newestRecallsQuery.queryFn];
  expect(boardReads(everything).sort()).toEqual(await heard(asks));
  expect(editorReads(everything, { id: '7' })).toEqual([
    announcementPath('7'),
    ...(await heard([getTargets])),
  ]);
});

test('a member is not asked for what they may not have', () => {
  expect([...frameReads(nothing), ...todayReads(nothing), ...boardReads(nothing)]).toEqual([]);
  expect(frameReads((permission) => permission === 'press.work')).toEqual(['/notifications/unread']);
});
