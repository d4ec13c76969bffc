import { useId } from 'react';
import './chart.css';

/** How a part of a chart looks. Each has a pattern beside its colour, so that colour is never the only sign. */
export type Fill = 'pine' | 'amber' | 'cinnabar' | 'slate';

export interface Series {
  name: string;
  fill: Fill;
}

/** A row or column of a chart: its name, and a number for each series. */
export interface Bar {
  name: string;
  values: readonly number[];
}

export const totalOf = ({ values }: Bar): number => values.reduce((sum, value) => sum + value, 0);

/** The patterns of one drawing; `url(#…)` finds them by the id that this hands out. */
export function useFills(): { defs: React.ReactNode; fillOf: (fill: Fill) => string } {
  // As it is, it holds signs that an address does not.
  const id = useId().replace(/\W/g, '');
  const name = (fill: Fill): string => `${id}-${fill}`;
  const defs = (
    <defs>
      <pattern id={name('pine')} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" className="fill-pine" />
      </pattern>
      <pattern id={name('amber')} width="7" height="7" patternUnits="userSpaceOnUse">
        <rect width="7" height="7" className="fill-amber-ground" />
        <path d="M-1 8 8 -1M-1 1 1 -1M6 8 8 6" className="line-amber" />
      </pattern>
      <pattern id={name('cinnabar')} width="7" height="7" patternUnits="userSpaceOnUse">
        <rect width="7" height="7" className="fill-cinnabar-ground" />
        <path d="M0 0 7 7M7 0 0 7" className="line-cinnabar" />
      </pattern>
      <pattern id={name('slate')} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" className="fill-slate-ground" />
        <circle cx="3" cy="3" r="1.4" className="fill-slate" />
      </pattern>
    </defs>
  );
  return { defs, fillOf: (fill) => `url(#${name(fill)})` };
}

/** What each pattern means. */
export function Legend({ series, label }: { series: readonly Series[]; label: string }) {
  const { defs, fillOf } = useFills();
  return (
    <ul className="chart-legend" aria-label={label}>
      {series.map(({ name, fill }, index) => (
        <li key={name}>
          <svg width="22" height="12" aria-hidden>
            {index === 0 && defs}
            <rect x="0.5" y="0.5" width="21" height="11" fill={fillOf(fill)} className={`edge-${fill}`} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
