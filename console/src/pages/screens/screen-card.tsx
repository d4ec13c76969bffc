import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import { When } from '../../ui/when.js';
import { ScreenMark } from './trouble.js';

/** One screen: a small true picture of what it shows, and how it is. */
export const ScreenCard = memo(function ScreenCard({
  screen,
  onOpen,
}: {
  screen: ScreenView;
  onOpen: (id: string) => void;
}) {
  const { t } = useTranslation();
  const { width, height } = screen.viewport ?? { width: 16, height: 9 };
  // Less wide than the place for it: its height decides.
  const tall = width / height < 1.5 ? ' screen-tall' : '';
  return (
    <li className={`screen${screen.online ? '' : ' screen-down'}`}>
      <button
        type="button"
        className="screen-open"
        aria-label={t('fleet.open', { name: screen.name })}
        onClick={() => {
          onOpen(screen.id);
        }}
      >
        <span className="screen-frame">
          <span
            className={`screen-glass${tall}`}
            style={{ aspectRatio: `${String(width)} / ${String(height)}` }}
          >
            {screen.showing === undefined ? (
              <span className="screen-idle">{screen.online ? t('screens.idle') : t('screens.dark')}</span>
            ) : (
              <>
                <span className="screen-showing">{screen.showing.title}</span>
                <span className="screen-page num">
                  {t('screens.page', { page: screen.showing.page + 1, pages: screen.showing.pages })}
                </span>
              </>
            )}
          </span>
        </span>
      </button>
      <p className="screen-words">
        <span className="screen-name">{screen.name}</span>
        <span className="quiet">{screen.targetName}</span>
      </p>
      <p className="screen-state">
        <ScreenMark screen={screen} />
        {!screen.online && (
          <span className="quiet">
            {screen.lastSeenAt === undefined ? (
              t('screens.neverSeen')
            ) : (
              <>
                {t('screens.lastSeen')} <When at={screen.lastSeenAt} />
              </>
            )}
          </span>
        )}
        {screen.showing !== undefined && (
          <span className="quiet">
            {t('screens.since')} <When at={screen.showing.since} />
          </span>
        )}
      </p>
    </li>
  );
});
