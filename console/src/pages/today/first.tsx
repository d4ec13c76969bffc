import { Navigate } from 'react-router-dom';
import type { Permission } from '../../../../src/contract/api/common.js';
import { useMay } from '../../app/me.js';
import { askFor, targetsQuery } from '../../app/queries.js';
import { loadPending } from '../consulting/parts.js';
import { loadAfterReviews } from '../emergency/parts.js';
import { loadOpenRectifications } from '../rectification/parts.js';
import { loadFound } from '../rescan/parts.js';
import { newestRecallsQuery, waitingRecallsQuery } from '../recall/queries.js';
import { TodayPage } from './today.js';
import { todayQueries } from './today-queries.js';

/** Where a member begins: the office's day, or for the media liaison the press releases. */
export function FirstPage() {
  const seesOffice = useMay('announcement.read');
  const worksWithPress = useMay('press.work');
  return worksWithPress && !seesOffice ? <Navigate to="/press" replace /> : <TodayPage />;
}

/** Asks for what the page will show, and sends for what shows it, before it is there. */
export function askAhead(): Promise<null> {
  return askFor(({ permissions }) => {
    if (!permissions.includes('announcement.read')) return [];
    const may = (permission: Permission) => permissions.includes(permission);
    const parts = [
      loadAfterReviews,
      loadPending,
      ...(may('release.recall') ? [loadFound] : []),
      ...(may('rectification.read') ? [loadOpenRectifications] : []),
    ];
    return [
      ...todayQueries(may('screen.read')),
      targetsQuery,
      waitingRecallsQuery,
      newestRecallsQuery,
      // What does not come is sent for again where it stands, and said there.
      ...parts.map((load) => load().catch(() => undefined)),
    ];
  });
}
