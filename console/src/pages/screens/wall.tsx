import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import { ScreenCard } from './screen-card.js';
import { useHeld } from './use-held.js';

/** So many are drawn at once; the table is for more. */
const STEP = 120;

/** What every screen shows, small and true, problems first. */
export function Wall({
  screens,
  order,
  onOpen,
}: {
  screens: ScreenView[];
  /** Changes with the filter and the order. */
  order: string;
  onOpen: (id: string) => void;
}) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(STEP);
  const { rows, hold, release } = useHeld(screens, order);
  const left = rows.length - shown;
  return (
    <>
      <ul className="wall" onPointerEnter={hold} onPointerLeave={release} onFocus={hold} onBlur={release}>
        {rows.slice(0, shown).map((screen) => (
          <ScreenCard key={screen.id} screen={screen} onOpen={onOpen} />
        ))}
      </ul>
      {left > 0 && (
        <div className="more-row">
          <Button
            onClick={() => {
              setShown(shown + STEP);
            }}
          >
            {t('fleet.more', { count: Math.min(left, STEP) })}
          </Button>
        </div>
      )}
    </>
  );
}
