import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import {
  AuditOutlined,
  BookOutlined,
  CalendarOutlined,
  DesktopOutlined,
  EllipsisOutlined,
  FileTextOutlined,
  SendOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation } from 'react-router-dom';
import type { Permission } from '../../../src/contract/api/common.js';
import { getReviews } from '../api/calls.js';
import { Seal } from '../ui/seal.js';
import { useLive } from './live.js';
import { useMay, useMe } from './me.js';
import { AccountPanel } from './account.js';
import './shell.css';

interface Place {
  to: string;
  key: 'today' | 'announcements' | 'reviews' | 'board' | 'ledger' | 'screens' | 'members';
  icon: ReactNode;
  needs?: Permission;
}

const PLACES: readonly Place[] = [
  { to: '/', key: 'today', icon: <CalendarOutlined /> },
  { to: '/announcements', key: 'announcements', icon: <FileTextOutlined />, needs: 'announcement.read' },
  { to: '/reviews', key: 'reviews', icon: <AuditOutlined />, needs: 'announcement.read' },
  { to: '/board', key: 'board', icon: <SendOutlined />, needs: 'announcement.read' },
  { to: '/ledger', key: 'ledger', icon: <BookOutlined />, needs: 'ledger.read' },
  { to: '/screens', key: 'screens', icon: <DesktopOutlined />, needs: 'screen.read' },
  { to: '/members', key: 'members', icon: <TeamOutlined />, needs: 'member.manage' },
];
const ON_THUMB_BAR = 4;

/** The office's frame: a rail of places on a desk, a bar under the thumb on a phone. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe();
  const location = useLocation();
  const [more, setMore] = useState(false);
  const places = PLACES.filter((place) => place.needs === undefined || me.permissions.includes(place.needs));
  const waiting = useWaitingReviews();

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
        <Link to="/" className="brand" aria-label={t('nav.toToday')}>
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
            <PlaceLink key={place.key} place={place} count={place.key === 'reviews' ? waiting : 0} />
          ))}
        </nav>
        <div className="rail-foot">
          <LiveNote />
          <AccountPanel />
        </div>
      </header>
      <main id="main" className="main" tabIndex={-1}>
        {children}
      </main>
      <nav className="thumb-bar" aria-label={t('nav.label')}>
        {places.slice(0, ON_THUMB_BAR).map((place) => (
          <PlaceLink key={place.key} place={place} count={place.key === 'reviews' ? waiting : 0} />
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
            <PlaceLink key={place.key} place={place} count={0} />
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
    </div>
  );
}

function PlaceLink({ place, count }: { place: Place; count: number }) {
  const { t } = useTranslation();
  return (
    <NavLink to={place.to} end={place.to === '/'} className="place">
      {place.icon}
      <span>{t(`nav.${place.key}`)}</span>
      {count > 0 && (
        <span className="place-count" aria-label={t('nav.waiting', { count })}>
          {count}
        </span>
      )}
    </NavLink>
  );
}

/** How many reviews wait for this member. */
function useWaitingReviews(): number {
  const may = useMay('review.decide');
  const reviews = useQuery({
    queryKey: ['reviews', 'waiting'],
    queryFn: ({ signal }) => getReviews({ limit: 100 }, signal),
    enabled: may,
  });
  return reviews.data?.items.filter((row) => row.mayDecide).length ?? 0;
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
