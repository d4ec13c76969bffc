import { useTranslation } from 'react-i18next';
import type { Timeliness as Figures } from '../../../../src/contract/api/statistics.js';
import { Chart } from '../../ui/chart/chart.js';
import { Columns } from '../../ui/chart/columns.js';
import { Legend } from '../../ui/chart/series.js';
import { shareText } from './tiles.js';

/** The last working day of the ordinary clock: columns behind it look late. */
const ORDINARY = 20;

/** 公开时效: working days from making to publishing, against the clocks that hold. */
export function Timeliness({ of }: { of: Figures }) {
  const { t } = useTranslation();
  const words = { title: t('statistics.title.timeliness'), desc: t('statistics.desc.timeliness') };
  const days = (count: number | undefined): string =>
    count === undefined ? t('statistics.noTime') : t('statistics.days', { count });
  const bars = of.spread.map(({ from, to, items }) => ({
    name: to === undefined ? t('statistics.bandOpen', { from }) : t('statistics.band', { from, to }),
    values: [items],
    fill: from > ORDINARY ? ('cinnabar' as const) : ('pine' as const),
  }));
  return (
    <Chart
      {...words}
      table={{
        head: [t('statistics.name.spread'), t('statistics.count.items')],
        rows: [
          ...bars.map(({ name, values: [items] }) => [name, items]),
          [t('statistics.median'), days(of.median)],
          [t('statistics.p90'), days(of.p90)],
          [t('statistics.longest'), days(of.longest)],
        ],
      }}
    >
      <ul className="clock-lines">
        {of.clocks.map((clock) => (
          <li key={clock.days}>
            {t('statistics.clock', { ...clock, share: shareText(clock.onTime, clock.items) })}
          </li>
        ))}
        <li>
          {t('statistics.median')} {days(of.median)} · {t('statistics.p90')} {days(of.p90)}
        </li>
      </ul>
      <Legend
        label={t('statistics.series')}
        series={[
          { name: t('statistics.within'), fill: 'pine' },
          { name: t('statistics.late'), fill: 'cinnabar' },
        ]}
      />
      <Columns
        {...words}
        series={[{ name: t('statistics.count.items'), fill: 'pine' }]}
        bars={bars}
        fills={bars.map(({ fill }) => fill)}
      />
      {of.uncertainYears.length > 0 && (
        <p className="tone-amber">{t('statistics.uncertain', { years: of.uncertainYears.join('、') })}</p>
      )}
      <p className="clock-source">{t('statistics.clockSource')}</p>
    </Chart>
  );
}
