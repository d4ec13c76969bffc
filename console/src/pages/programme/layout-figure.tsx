import { useTranslation } from 'react-i18next';
import type { Zone } from '../../../../src/contract/layouts.js';

/** A layout's zones to scale, each with what it shows. */
export function LayoutFigure({
  zones,
  portrait,
  large = false,
}: {
  zones: readonly Zone[];
  portrait: boolean;
  large?: boolean;
}) {
  const { t } = useTranslation();
  const names = ['programme-figure', portrait ? 'portrait' : 'landscape', ...(large ? ['large'] : [])];
  return (
    <div className={names.join(' ')}>
      {zones.map(({ id, x, y, width, height, shows }) => (
        <span
          key={id}
          className={`programme-part part-${shows.kind}`}
          style={{
            left: `${String(x)}%`,
            top: `${String(y)}%`,
            width: `${String(width)}%`,
            height: `${String(height)}%`,
          }}
        >
          {large && t(`programme.shows.${shows.kind}`)}
        </span>
      ))}
    </div>
  );
}
