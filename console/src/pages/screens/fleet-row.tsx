import { Checkbox } from 'antd';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import { When } from '../../ui/when.js';
import { ScreenMark } from './trouble.js';

interface RowProps {
  screen: ScreenView;
  index: number;
  top: number;
  isActive: boolean;
  /** Undefined for who may only look. */
  isPicked: boolean | undefined;
  onPick: (id: string) => void;
  onOpen: (id: string) => void;
}

/** Drawn anew only when something of it has changed: an answer of the hub leaves what is alike alone. */
export const FleetRow = memo(Row, (before, after) =>
  (['screen', 'index', 'top', 'isActive', 'isPicked'] as const).every((name) => before[name] === after[name]),
);

function Row({ screen, index, top, isActive, isPicked, onPick, onOpen }: RowProps) {
  const { t } = useTranslation();
  return (
    <div
      role="row"
      id={`screen-${screen.id}`}
      aria-rowindex={index + 2}
      aria-selected={isPicked}
      className={`fleet-row${isActive ? ' fleet-active' : ''}`}
      style={{ transform: `translateY(${String(top)}px)` }}
      onClick={() => {
        onOpen(screen.id);
      }}
    >
      {isPicked !== undefined && (
        <span
          role="gridcell"
          className="fleet-pick"
          onClick={(event) => {
            event.stopPropagation();
          }}
        >
          <Checkbox
            tabIndex={-1}
            aria-label={t('fleet.pick', { name: screen.name })}
            checked={isPicked}
            onChange={() => {
              onPick(screen.id);
            }}
          />
        </span>
      )}
      <span role="gridcell" className="fleet-state">
        <ScreenMark screen={screen} />
      </span>
      <span role="gridcell" className="fleet-name">
        {screen.name}
      </span>
      <span role="gridcell" className="fleet-shows">
        {screen.showing !== undefined ? (
          <>
            <span className="fleet-title">{screen.showing.title}</span>{' '}
            <span className="quiet num">
              {screen.showing.page + 1}/{screen.showing.pages}
            </span>
          </>
        ) : (
          <span className="quiet">
            {screen.online || screen.lastSeenAt === undefined ? (
              t('fleet.nothingShown')
            ) : (
              <>
                {t('screens.lastSeen')} <When at={screen.lastSeenAt} />
              </>
            )}
          </span>
        )}
      </span>
      <span role="gridcell" className="fleet-group">
        {screen.targetName}
      </span>
      <span role="gridcell" className="fleet-place">
        {[screen.place, ...screen.tags].filter((part) => part !== '').join(' · ')}
      </span>
    </div>
  );
}
