import { useTranslation } from 'react-i18next';
import type { Statistics } from '../../../../src/contract/api/statistics.js';

/** `98.2%`; a dash of nothing. */
export function shareText(part: number, whole: number): string {
  if (whole === 0) return '—';
  const share = (part / whole) * 100;
  // What is not quite all does not look like all.
  return `${(part < whole ? Math.min(99.9, share) : share).toFixed(1).replace(/\.0$/, '')}%`;
}

/** The figures that a leader asks for first. */
export function Tiles({ of: { total, timeliness, recalls, rectifications } }: { of: Statistics }) {
  const { t } = useTranslation();
  return (
    <dl className="tiles">
      <Tile name={t('statistics.items')} figure={total.items} unit={t('statistics.items_unit')} />
      <Tile
        name={t('statistics.corrections')}
        figure={total.corrections}
        unit={t('statistics.corrections_unit')}
      />
      <Tile
        name={t('statistics.deliveries')}
        figure={total.deliveries}
        unit={t('statistics.deliveries_unit')}
        note={t('statistics.liveShare', { share: shareText(total.live, total.deliveries) })}
      />
      <Tile
        name={t('statistics.onTime')}
        figure={shareText(timeliness.onTime, timeliness.items)}
        note={
          timeliness.items === 0
            ? t('statistics.noClock')
            : t('statistics.onTimeOf', { onTime: timeliness.onTime, items: timeliness.items })
        }
      />
      <Tile
        name={t('statistics.recalls')}
        figure={recalls.approved}
        unit={t('statistics.recalls_unit')}
        note={t('statistics.recallsOf', { emergency: recalls.emergency, refused: recalls.refused })}
      />
      {rectifications.opened + rectifications.signed + rectifications.open > 0 && (
        <Tile
          name={t('statistics.rectifications')}
          figure={rectifications.opened}
          unit={t('statistics.rectifications_unit')}
          note={t('statistics.rectificationsOf', rectifications)}
        />
      )}
    </dl>
  );
}

function Tile({
  name,
  figure,
  unit,
  note,
}: {
  name: string;
  figure: number | string;
  unit?: string;
  note?: string;
}) {
  return (
    <div className="card tile">
      <dt className="tile-name">{name}</dt>
      <dd>
        <span className="tile-figure">{figure}</span>
        {unit !== undefined && <span className="tile-unit">{unit}</span>}
      </dd>
      {note !== undefined && <dd className="tile-note">{note}</dd>}
    </div>
  );
}
