import {
  AuditOutlined,
  BookOutlined,
  CalendarOutlined,
  CarryOutOutlined,
  ContactsOutlined,
  DesktopOutlined,
  FileTextOutlined,
  HomeOutlined,
  ReadOutlined,
  SendOutlined,
  SoundOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Permission } from '../../../src/contract/api/common.js';

/** A page that has a name of its own in the office's frame. */
export interface Place {
  to: string;
  key:
    | 'today'
    | 'announcements'
    | 'withheld'
    | 'reviews'
    | 'board'
    | 'calendar'
    | 'tasks'
    | 'rectifications'
    | 'ledger'
    | 'statistics'
    | 'access'
    | 'screens'
    | 'programmes'
    | 'warnings'
    | 'plays'
    | 'boards'
    | 'whereabouts'
    | 'members'
    | 'procedures'
    | 'templates'
    | 'dictionary'
    | 'workdays'
    | 'hooks'
    | 'targets'
    | 'releases'
    | 'outlets'
    | 'pickups';
  needs: Permission;
  /** Shows something to others as well, by a link on their own pages. */
  forOthers?: true;
}

/** What the rail shows as one; several places are a row of tabs above each of them. */
export interface RailPlace {
  key: Place['key'] | 'setUp';
  icon: ReactNode;
  places: readonly Place[];
}

const RAIL: readonly RailPlace[] = [
  {
    key: 'today',
    icon: <HomeOutlined />,
    places: [{ to: '/', key: 'today', needs: 'announcement.read', forOthers: true }],
  },
  {
    key: 'announcements',
    icon: <FileTextOutlined />,
    places: [
      { to: '/announcements', key: 'announcements', needs: 'announcement.read' },
      { to: '/withheld', key: 'withheld', needs: 'announcement.read' },
    ],
  },
  {
    key: 'reviews',
    icon: <AuditOutlined />,
    places: [{ to: '/reviews', key: 'reviews', needs: 'announcement.read' }],
  },
  {
    key: 'board',
    icon: <SendOutlined />,
    places: [{ to: '/board', key: 'board', needs: 'announcement.read' }],
  },
  {
    key: 'calendar',
    icon: <CalendarOutlined />,
    places: [{ to: '/calendar', key: 'calendar', needs: 'announcement.read' }],
  },
  {
    key: 'tasks',
    icon: <CarryOutOutlined />,
    places: [
      { to: '/tasks', key: 'tasks', needs: 'announcement.read', forOthers: true },
      { to: '/rectifications', key: 'rectifications', needs: 'rectification.read' },
    ],
  },
  {
    key: 'ledger',
    icon: <BookOutlined />,
    places: [
      { to: '/ledger', key: 'ledger', needs: 'ledger.read' },
      { to: '/statistics', key: 'statistics', needs: 'ledger.read' },
      { to: '/access', key: 'access', needs: 'access.read' },
    ],
  },
  {
    key: 'screens',
    icon: <DesktopOutlined />,
    places: [
      { to: '/screens', key: 'screens', needs: 'screen.read' },
      { to: '/programmes', key: 'programmes', needs: 'screen.read' },
      { to: '/warnings', key: 'warnings', needs: 'screen.read' },
      { to: '/plays', key: 'plays', needs: 'screen.read' },
      { to: '/boards', key: 'boards', needs: 'screen.read' },
      { to: '/whereabouts', key: 'whereabouts', needs: 'announcement.read', forOthers: true },
    ],
  },
  {
    key: 'setUp',
    icon: <Sliders />,
    places: [
      { to: '/members', key: 'members', needs: 'member.manage' },
      { to: '/procedures', key: 'procedures', needs: 'procedure.manage' },
      { to: '/templates', key: 'templates', needs: 'template.manage' },
      { to: '/dictionary', key: 'dictionary', needs: 'dictionary.manage' },
      { to: '/workdays', key: 'workdays', needs: 'workdays.manage', forOthers: true },
      { to: '/targets', key: 'targets', needs: 'target.manage' },
      { to: '/hooks', key: 'hooks', needs: 'notification.manage' },
    ],
  },
  {
    key: 'releases',
    icon: <SoundOutlined />,
    places: [{ to: '/press', key: 'releases', needs: 'press.work' }],
  },
  {
    key: 'outlets',
    icon: <ContactsOutlined />,
    places: [{ to: '/press/outlets', key: 'outlets', needs: 'press.work' }],
  },
  {
    key: 'pickups',
    icon: <ReadOutlined />,
    places: [{ to: '/press/pickups', key: 'pickups', needs: 'press.work' }],
  },
];

/** Three sliders; a tenth of what antd's own gear weighs, and every page of the office carries it. */
function Sliders() {
  return (
    <span className="anticon" aria-hidden>
      <svg viewBox="0 0 16 16" width="1em" height="1em" fill="none" stroke="currentColor" strokeWidth="1.3">
        <path d="M1 3.5h8.2M12.8 3.5H15M1 8h2.2M6.8 8H15M1 12.5h6.2M10.8 12.5H15" />
        <circle cx="11" cy="3.5" r="1.8" />
        <circle cx="5" cy="8" r="1.8" />
        <circle cx="9" cy="12.5" r="1.8" />
      </svg>
    </span>
  );
}

/** The rail of somebody with these permissions. */
export function railOf(permissions: readonly Permission[]): readonly RailPlace[] {
  return RAIL.map((one) => ({
    ...one,
    places: one.places.filter(({ needs }) => permissions.includes(needs)),
  })).filter(({ places }) => places.length > 0);
}

/** Whether the path is the place, or a page below it that has no name of its own. */
export const isAt = ({ to }: Place, path: string): boolean => placeAt(path)?.to === to;

/** The place that a path belongs to, by the longest beginning. */
function placeAt(path: string): Place | undefined {
  return RAIL.flatMap(({ places }) => places)
    .filter(({ to }) => path === to || (to !== '/' && path.startsWith(`${to}/`)))
    .toSorted((a, b) => b.to.length - a.to.length)[0];
}

/** The place at the path, where these permissions do not open it: nothing has to be asked of the hub to know that. */
export function refusedAt(path: string, permissions: readonly Permission[]): Place | undefined {
  const place = placeAt(path);
  return place === undefined || place.forOthers || permissions.includes(place.needs) ? undefined : place;
}
