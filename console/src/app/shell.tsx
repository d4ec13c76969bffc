import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { EllipsisOutlined } from '@ant-design/icons';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router-dom';
import { getReviews } from '../api/review-calls.js';
import { getTasks } from '../api/task-calls.js';
import { isMine } from '../pages/review/to-review.js';
import { waitingRecallsQuery } from '../pages/recall/queries.js';
import { Seal } from '../ui/seal.js';
import { useLive } from './live.js';
import { useMay, useMe } from './me.js';
import { AccountPanel } from './account.js';
import { Bell } from './bell.js';
import { Keys } from './keys.js';
import { isAt, railOf, refusedAt, type RailPlace } from './places.js';
import { PrintFoot } from './print-foot.js';
import { Refused } from './refused.js';
import { Tabs } from './tabs.js';
import './account.css';
import './shell.css';

const ON_THUMB_BAR = 4;

/** The office's frame: a rail of places on a desk, a bar under the thumb on a phone. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe();
  const location = useLocation();
  const [more, setMore] = useState(false);
  const [hadMore, setHadMore] = useState(false);
  if (more && !hadMore) setHadMore(true);
  const rail = railOf(me.permissions);
  const refused = refusedAt(location.pathname, me.permissions);
  const waiting = useWaitingReviews();
  const tasks = useOpenTasks();
  const counts: Partial<Record<RailPlace['key'], number>> = {
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
          {rail.map((place) => (
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
        <Tabs rail={rail} />
        {refused === undefined ? children : <Refused place={refused} />}
        <Keys />
        <PrintFoot office={me.office.name} />
      </main>
      <nav className="thumb-bar" aria-label={t('nav.label')}>
        {rail.slice(0, ON_THUMB_BAR).map((place) => (
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
            {rail.slice(ON_THUMB_BAR).map((place) => (
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
const countWords: Partial<Record<RailPlace['key'], 'nav.open' | 'nav.decide'>> = {
  today: 'nav.decide',
  tasks: 'nav.open',
};

function PlaceLink({ place, count }: { place: RailPlace; count: number }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const at = place.places.find((one) => isAt(one, pathname));
  const { to } = place.places[0] ?? { to: '/' };
  return (
    <Link
      to={to}
      className={at === undefined ? 'place' : 'place active'}
      aria-current={at === undefined ? undefined : at.to === to ? 'page' : true}
    >
      {place.icon}
      <span>{t(`nav.${place.key}`)}</span>
      {count > 0 && (
        <span className="place-count" aria-label={t(countWords[place.key] ?? 'nav.waiting', { count })}>
          {count}
        </span>
      )}
    </Link>
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
