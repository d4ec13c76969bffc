import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import {
  AuditOutlined,
  BookOutlined,
  BranchesOutlined,
  CalendarOutlined,
  CarryOutOutlined,
  ClusterOutlined,
  ContactsOutlined,
  DesktopOutlined,
  EllipsisOutlined,
  EyeInvisibleOutlined,
  FileSearchOutlined,
  FileTextOutlined,
  HomeOutlined,
  ReadOutlined,
  ScheduleOutlined,
  RobotOutlined,
  SendOutlined,
  SnippetsOutlined,
  SoundOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation } from 'react-router-dom';
import type { Permission } from '../../../src/contract/api/common.js';
import { getReviews, getTasks } from '../api/calls.js';
import { isMine } from '../pages/review/to-review.js';
import { waitingRecallsQuery } from '../pages/recall/queries.js';
import { Seal } from '../ui/seal.js';
import { useLive } from './live.js';
import { useMay, useMe } from './me.js';
import { AccountPanel } from './account.js';
import { Bell } from './bell.js';
import { Keys } from './keys.js';
import { PrintFoot } from './print-foot.js';
import './account.css';
import './shell.css';

interface Place {
  to: string;
  key:
    | 'today'
    | 'announcements'
    | 'reviews'
    | 'board'
    | 'calendar'
    | 'tasks'
    | 'withheld'
    | 'ledger'
    | 'statistics'
    | 'access'
    | 'screens'
    | 'targets'
    | 'members'
    | 'procedures'
    | 'workdays'
    | 'dictionary'
    | 'templates'
    | 'hooks'
    | 'releases'
    | 'outlets'
    | 'pickups';
  icon: ReactNode;
  needs?: Permission;
}

const PLACES: readonly Place[] = [
  { to: '/', key: 'today', icon: <HomeOutlined />, needs: 'announcement.read' },
  { to: '/announcements', key: 'announcements', icon: <FileTextOutlined />, needs: 'announcement.read' },
  { to: '/reviews', key: 'reviews', icon: <AuditOutlined />, needs: 'announcement.read' },
  { to: '/board', key: 'board', icon: <SendOutlined />, needs: 'announcement.read' },
  { to: '/calendar', key: 'calendar', icon: <CalendarOutlined />, needs: 'announcement.read' },
  { to: '/tasks', key: 'tasks', icon: <CarryOutOutlined />, needs: 'announcement.read' },
  { to: '/withheld', key: 'withheld', icon: <EyeInvisibleOutlined />, needs: 'announcement.read' },
  { to: '/ledger', key: 'ledger', icon: <BookOutlined />, needs: 'ledger.read' },
  { to: '/statistics', key: 'statistics', icon: <Figures />, needs: 'ledger.read' },
  { to: '/access', key: 'access', icon: <FileSearchOutlined />, needs: 'access.read' },
  { to: '/screens', key: 'screens', icon: <DesktopOutlined />, needs: 'screen.read' },
  { to: '/targets', key: 'targets', icon: <ClusterOutlined />, needs: 'target.manage' },
  { to: '/dictionary', key: 'dictionary', icon: <FileSearchOutlined />, needs: 'dictionary.manage' },
  { to: '/templates', key: 'templates', icon: <SnippetsOutlined />, needs: 'template.manage' },
  { to: '/members', key: 'members', icon: <TeamOutlined />, needs: 'member.manage' },
  { to: '/procedures', key: 'procedures', icon: <BranchesOutlined />, needs: 'procedure.manage' },
  { to: '/workdays', key: 'workdays', icon: <ScheduleOutlined />, needs: 'workdays.manage' },
  { to: '/hooks', key: 'hooks', icon: <RobotOutlined />, needs: 'notification.manage' },
  { to: '/press', key: 'releases', icon: <SoundOutlined />, needs: 'press.work' },
  { to: '/press/outlets', key: 'outlets', icon: <ContactsOutlined />, needs: 'press.work' },
  { to: '/press/pickups', key: 'pickups', icon: <ReadOutlined />, needs: 'press.work' },
];
const ON_THUMB_BAR = 4;

/** Three columns; a tenth of what antd's own weighs, and every page of the office carries it. */
function Figures() {
  return (
    <span className="anticon" aria-hidden>
      <svg viewBox="0 0 16 16" width="1em" height="1em" fill="currentColor">
        <path d="M1 15V9h3v6zM6.5 15V2h3v13zM12 15V6h3v9z" />
      </svg>
    </span>
  );
}

/** The office's frame: a rail of places on a desk, a bar under the thumb on a phone. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe();
  const location = useLocation();
  const [more, setMore] = useState(false);
  const [hadMore, setHadMore] = useState(false);
  if (more && !hadMore) setHadMore(true);
  const places = PLACES.filter((place) => place.needs === undefined || me.permissions.includes(place.needs));
  const waiting = useWaitingReviews();
  const tasks = useOpenTasks();
  const counts: Partial<Record<Place['key'], number>> = {
    today: useRecallsToDecide(),
    reviews: waiting,
    tasks,
  };

  useEffect(() => {
    setMore(false);
  }, [location.pathname]);

  // A file that misses its place must not replace the page.
  useEffect(() => {
    const stay = (event: DragEvent) => {
      event.preventDefault();
    };
    window.addEventListener('dragover', stay);
    window.addEventListener('drop', stay);
    return () => {
      window.removeEventListener('dragover', stay);
      window.removeEventListener('drop', stay);
    };
  }, []);

  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {t('nav.skip')}
      </a>
      <header className="rail">
        <Link to="/" className="brand" title={t('nav.toToday')}>
          <Seal size={34} />
          <span className="brand-words">
            <span className="brand-name">{t('app.name')}</span>
            <span className="brand-office clip" title={me.office.name}>
              {me.office.shortName}
            </span>
          </span>
          {me.demo && <span className="demo-label">{t('app.demo')}</span>}
        </Link>
        <nav className="rail-nav" aria-label={t('nav.label')}>
          {places.map((place) => (
            <PlaceLink key={place.key} place={place} count={counts[place.key] ?? 0} />
          ))}
        </nav>
        <div className="rail-foot">
          <LiveNote />
          <Bell />
          <AccountPanel />
        </div>
      </header>
      <main id="main" className="main" tabIndex={-1}>
        {children}
        <Keys />
        <PrintFoot office={me.office.name} />
      </main>
      <nav className="thumb-bar" aria-label={t('nav.label')}>
        {places.slice(0, ON_THUMB_BAR).map((place) => (
          <PlaceLink key={place.key} place={place} count={counts[place.key] ?? 0} />
        ))}
        <button
          type="button"
          className="place"
          aria-expanded={more}
          onClick={() => {
            setMore(true);
          }}
        >
          <EllipsisOutlined />
          <span>{t('nav.more')}</span>
        </button>
      </nav>
      {hadMore && (
        <Drawer
          open={more}
          onClose={() => {
            setMore(false);
          }}
          placement="bottom"
          size="auto"
          title={me.office.name}
          className="more-drawer"
        >
          <nav className="more-nav" aria-label={t('nav.more')}>
            {places.slice(ON_THUMB_BAR).map((place) => (
              <PlaceLink key={place.key} place={place} count={counts[place.key] ?? 0} />
            ))}
          </nav>
          <AccountPanel open />
          <Button
            block
            onClick={() => {
              setMore(false);
            }}
          >
            {t('action.close')}
          </Button>
        </Drawer>
      )}
    </div>
  );
}

/** What the number beside a place counts; reviews if it is not here. */
const countWords: Partial<Record<Place['key'], 'nav.open' | 'nav.decide'>> = {
  today: 'nav.decide',
  tasks: 'nav.open',
};

function PlaceLink({ place, count }: { place: Place; count: number }) {
  const { t } = useTranslation();
  return (
    <NavLink to={place.to} end={place.to === '/' || place.to === '/press'} className="place">
      {place.icon}
      <span>{t(`nav.${place.key}`)}</span>
      {count > 0 && (
        <span className="place-count" aria-label={t(countWords[place.key] ?? 'nav.waiting', { count })}>
          {count}
        </span>
      )}
    </NavLink>
  );
}

/** How many reviews wait for this member. */
function useWaitingReviews(): number {
  const decides = useMay('review.decide');
  const checks = useMay('review.paper');
  const reviews = useQuery({
    queryKey: ['reviews', 'waiting'],
    queryFn: ({ signal }) => getReviews({ limit: 100 }, signal),
    enabled: decides || checks,
  });
  return reviews.data?.items.filter(isMine).length ?? 0;
}

/** How many recalls wait for this member's decision. */
function useRecallsToDecide(): number {
  const seesOffice = useMay('announcement.read');
  const recalls = useQuery({ ...waitingRecallsQuery, enabled: seesOffice });
  return recalls.data?.items.filter((request) => request.mayDecide).length ?? 0;
}

/** How many tasks are open for this member's hand. */
function useOpenTasks(): number {
  const may = useMay('announcement.read');
  const tasks = useQuery({
    queryKey: ['tasks', 'today'],
    queryFn: ({ signal }) => getTasks({ limit: 100 }, signal),
    enabled: may,
  });
  return tasks.data?.items.filter((task) => task.mayAnswer).length ?? 0;
}

function LiveNote() {
  const { t } = useTranslation();
  const live = useLive();
  if (live) return null;
  return (
    <p className="live-note" role="status">
      {t('nav.notLive')}
    </p>
  );
}
