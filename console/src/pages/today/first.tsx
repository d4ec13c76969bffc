import { Navigate } from 'react-router-dom';
import { useMay } from '../../app/me.js';
import { TodayPage } from './today.js';

/** Where a member begins: the office's day, or for the media liaison the press releases. */
export function FirstPage() {
  const seesOffice = useMay('announcement.read');
  const worksWithPress = useMay('press.work');
  return worksWithPress && !seesOffice ? <Navigate to="/press" replace /> : <TodayPage />;
}
