import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router-dom';
import type { RailPlace } from './places.js';
import './tabs.css';

/** The places that the rail shows as one, above each of them. */
export function Tabs({ rail }: { rail: readonly RailPlace[] }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const here = rail.find(({ places }) => places.some(({ to }) => to === pathname));
  if (here === undefined || here.places.length < 2) return null;
  return (
    <nav className="tabs" aria-label={t(`nav.${here.key}`)}>
      {here.places.map(({ to, key }) => (
        <NavLink key={key} to={to} end className="tab" ref={to === pathname ? intoView : undefined}>
          {t(`nav.${key}`)}
        </NavLink>
      ))}
    </nav>
  );
}

/** On a phone the row is wider than the window. */
function intoView(tab: HTMLAnchorElement | null): void {
  const row = tab?.parentElement;
  if (tab && row) row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}
