import { Navigate } from 'react-router-dom';
import { useMay } from '../../app/me.js';
import { askFor, targetsQuery } from '../../app/queries.js';
import { newestRecallsQuery, waitingRecallsQuery } from '../recall/queries.js';
import { TodayPage } from './today.js';
import { todayQueries } from './today-queries.js';

/** Where a member begins: the office's day, or for the media liaison the press releases. */
export function FirstPage() {
  const seesOffice = useMay('announcement.read');
  const worksWithPress = useMay('press.work');
  return worksWithPress && !seesOffice ? <Navigate to="/press" replace /> : <TodayPage />;
}

/** Asks for what the page will show, before it is there. */
export const askAhead = (): Promise<null> =>
  askFor(({ permissions }) =>
    permissions.includes('announcement.read')
      ? [
          ...todayQueries(permissions.includes('screen.read')),
          targetsQuery,
          waitingRecallsQuery,
          newestRecallsQuery,
        ]
      : [],
  );
