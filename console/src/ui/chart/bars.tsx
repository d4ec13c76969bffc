import { useId } from 'react';
import { useFills, totalOf, type Bar, type Series } from './series.js';
import { useWidth } from './use-width.js';
import './chart.css';

interface BarsProps {
  title: string;
  desc: string;
  series: readonly Series[];
  bars: readonly Bar[];
}

const ROW = 40;
const BAR = 14;

/** Lying bars, one a row, its name and number above it: long names find room, on a phone too. */
export function Bars({ title, desc, series, bars }: BarsProps) {
  const [box, width] = useWidth();
  const { defs, fillOf } = useFills();
  const id = useId();
  const most = Math.max(1, ...bars.map(totalOf));
  const height = bars.length * ROW;
  return (
    <div ref={box} className="chart-box">
      <svg
        role="img"
        aria-labelledby={`${id}-title ${id}-desc`}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-desc`}>{desc}</desc>
        {defs}
        {bars.map((bar, row) => {
          let x = 0;
          return (
            <g key={bar.name} transform={`translate(0 ${row * ROW})`}>
              <text x="0" y="14" className="chart-name">
                {bar.name}
              </text>
              <text x={width} y="14" textAnchor="end" className="chart-number">
                {bar.values.filter((value) => value > 0).length > 1
                  ? `${bar.values.filter((value) => value > 0).join(' + ')} = ${totalOf(bar)}`
                  : totalOf(bar)}
              </text>
              <line x1="0" x2={width} y1={20 + BAR} y2={20 + BAR} className="chart-line" />
              {series.map(({ name, fill }, index) => {
                const value = bar.values[index] ?? 0;
                if (value === 0) return null;
                // What there is of something is seen, however little of all it is.
                const length = Math.max(3, (value / most) * (width - 4 * series.length));
                const rect = (
                  <rect
                    key={name}
                    x={x + 0.5}
                    y={20}
                    width={length}
                    height={BAR}
                    fill={fillOf(fill)}
                    className={`edge-${fill}`}
                  >
                    <title>{`${bar.name}：${name} ${value}`}</title>
                  </rect>
                );
                x += length + 1;
                return rect;
              })}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
