import { queryOptions } from '@tanstack/react-query';
import type { AnnouncementStage } from '../../../../src/contract/api/intake.js';
import type { DeliveryState } from '../../../../src/contract/values.js';
import { getAnnouncements } from '../../api/announcement-calls.js';
import { getBoard, getReleaseGroups } from '../../api/delivery-calls.js';
import { getReviews } from '../../api/review-calls.js';
import { getScreensDown } from '../../api/screen-calls.js';
import { getTasks } from '../../api/task-calls.js';

const inStage = (stage: AnnouncementStage) =>
  queryOptions({
    queryKey: ['announcements', 'today', stage],
    queryFn: ({ signal }) => getAnnouncements({ stage, limit: 20 }, signal),
  });

const inState = (state?: DeliveryState) =>
  queryOptions({
    queryKey: ['board', 'today', state ?? 'all'],
    queryFn: ({ signal }) => getBoard({ state, limit: state === undefined ? 50 : 20 }, signal),
  });

/** Everything that the first page asks for; each answer is small. */
export function todayQueries(seesScreens: boolean) {
  return [
    queryOptions({
      queryKey: ['reviews', 'waiting'],
      queryFn: ({ signal }) => getReviews({ limit: 100 }, signal),
    }),
    inStage('approved'),
    inStage('returned'),
    inStage('drafting'),
    inState(),
    inState('failed'),
    inState('unconfirmed'),
    inState('with_person'),
    inState('missing'),
    inState('scheduled'),
    queryOptions({
      queryKey: ['screens', 'offline'],
      queryFn: ({ signal }) => getScreensDown(signal),
      enabled: seesScreens,
    }),
    queryOptions({
      queryKey: ['tasks', 'today'],
      queryFn: ({ signal }) => getTasks({ limit: 100 }, signal),
    }),
    queryOptions({
      queryKey: ['groups', 'open'],
      queryFn: ({ signal }) => getReleaseGroups(signal),
    }),
  ] as const;
}
