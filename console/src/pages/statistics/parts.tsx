import { useTranslation } from 'react-i18next';
import type { Counts, Statistics } from '../../../../src/contract/api/statistics.js';
import { currentLanguage } from '../../i18n/index.js';
import { span } from '../../lib/time.js';
import { Bars } from '../../ui/chart/bars.js';
import { Chart } from '../../ui/chart/chart.js';
import { Columns } from '../../ui/chart/columns.js';
import type { Series } from '../../ui/chart/series.js';

interface PartProps {
  of: Statistics;
}

type CountWord = keyof Counts | 'dropped';

/** What is told of each channel: what stands in the bar, and what it says besides. */
const droppedOf = (row: Counts): number => row.deliveries - row.live - row.waiting - row.failed;

function useCountWords(): (word: CountWord) => string {
  const { t } = useTranslation();
  return (word) => t(`statistics.count.${word}`);
}

function useItemSeries(): Series[] {
  const word = useCountWords();
  return [
    { name: word('items'), fill: 'pine' },
    { name: word('corrections'), fill: 'amber' },
  ];
}

/** `11-26` of a day; months and years as they are. */
const shortStep = (at: string): string => (at.length === 10 ? at.slice(5) : at);

/** How much was published, along the time. */
export function ByStep({ of: { steps } }: PartProps) {
  const { t } = useTranslation();
  const word = useCountWords();
  const series = useItemSeries();
  const words = { title: t('statistics.title.step'), desc: t('statistics.desc.step') };
  return (
    <div className="statistics-wide">
      <Chart
        {...words}
        series={series}
        table={{
          head: [t('statistics.name.step'), word('items'), word('corrections'), word('live')],
          rows: steps.map(({ at, items, corrections, live }) => [at, items, corrections, live]),
        }}
      >
        <Columns
          {...words}
          series={series}
          bars={steps.map(({ at, items, corrections }) => ({
            name: shortStep(at),
            values: [items, corrections],
          }))}
        />
      </Chart>
    </div>
  );
}

/** Deliveries of each channel, how they ended, and how long they took. */
export function ByChannel({ of: { channels } }: PartProps) {
  const { t } = useTranslation();
  const word = useCountWords();
  const took = useTook();
  const language = currentLanguage();
  const series: Series[] = [
    { name: word('live'), fill: 'pine' },
    { name: word('waiting'), fill: 'amber' },
    { name: word('failed'), fill: 'cinnabar' },
    { name: word('dropped'), fill: 'slate' },
  ];
  const named = channels.map((row) => ({ ...row, name: language === 'en' ? row.name.en : row.name.zh }));
  const words = { title: t('statistics.title.channel'), desc: t('statistics.desc.channel') };
  return (
    <div className="statistics-wide">
      <Chart
        {...words}
        series={series}
        open
        table={{
          head: [
            t('statistics.name.channel'),
            word('items'),
            word('deliveries'),
            ...series.map(({ name }) => name),
            word('failures'),
            t('statistics.median'),
            t('statistics.p90'),
          ],
          rows: named.map((row) => [
            row.name,
            row.items,
            row.deliveries,
            row.live,
            row.waiting,
            row.failed,
            droppedOf(row),
            row.failures,
            took(row.speed?.median),
            took(row.speed?.p90),
          ]),
        }}
      >
        <Bars
          {...words}
          series={series}
          bars={named.map((row) => ({
            name: row.name,
            values: [row.live, row.waiting, row.failed, droppedOf(row)],
          }))}
        />
      </Chart>
      <p className="clock-source">{t('statistics.speedLead')}</p>
    </div>
  );
}

function useTook(): (seconds: number | undefined) => string {
  const { t } = useTranslation();
  return (seconds) => {
    if (seconds === undefined) return t('statistics.noTime');
    const { unit, amount } = span(seconds * 1_000);
    return t(`span.${unit}`, { amount });
  };
}

export function ByCategory({ of: { categories } }: PartProps) {
  return <ByName part="category" rows={categories} />;
}

export function ByDepartment({ of: { departments } }: PartProps) {
  const { t } = useTranslation();
  const rows = departments.map((row) => ({ ...row, name: row.name ?? t('statistics.noDepartment') }));
  return <ByName part="department" rows={rows} />;
}

/** Items and corrections by one of the things that they are told apart by. */
function ByName({ part, rows }: { part: 'category' | 'department'; rows: (Counts & { name: string })[] }) {
  const { t } = useTranslation();
  const word = useCountWords();
  const series = useItemSeries();
  const words = { title: t(`statistics.title.${part}`), desc: t(`statistics.desc.${part}`) };
  const columns = ['items', 'corrections', 'deliveries', 'live', 'failed'] as const;
  return (
    <Chart
      {...words}
      series={series}
      table={{
        head: [t(`statistics.name.${part}`), ...columns.map(word)],
        rows: rows.map((row) => [row.name, ...columns.map((column) => row[column])]),
      }}
    >
      <Bars
        {...words}
        series={series}
        bars={rows.map(({ name, items, corrections }) => ({ name, values: [items, corrections] }))}
      />
    </Chart>
  );
}

/** Why things were taken back. */
export function ByReason({ of: { recalls } }: PartProps) {
  const { t } = useTranslation();
  const name = t('statistics.count.recalls');
  const words = { title: t('statistics.title.recalls'), desc: t('statistics.desc.recalls') };
  const rows = recalls.reasons.map(({ reason, recalls: times }) => ({ name: t(`gone.${reason}`), times }));
  return (
    <Chart
      {...words}
      table={{
        head: [t('statistics.name.reason'), name],
        rows: rows.map((row) => [row.name, row.times]),
      }}
    >
      <Bars
        {...words}
        series={[{ name, fill: 'cinnabar' }]}
        bars={rows.map((row) => ({ name: row.name, values: [row.times] }))}
      />
    </Chart>
  );
}
