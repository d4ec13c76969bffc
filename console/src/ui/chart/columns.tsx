import { useId } from 'react';
import { scaleOf } from './scale.js';
import { useFills, totalOf, type Bar, type Series } from './series.js';
import { useWidth } from './use-width.js';
import './chart.css';

interface ColumnsProps {
  title: string;
  desc: string;
  series: readonly Series[];
  /** From left to right. A bar may look otherwise than its series: `fills` names them one by one. */
  bars: readonly Bar[];
  fills?: readonly Series['fill'][];
}

const HEIGHT = 220;
const TOP = 22;
const FOOT = 24;
const LEFT = 40;
/** A number above a column needs so much room. */
const NUMBER = 26;

/** Standing columns along a time or a measure, with a scale at the left. */
export function Columns({ title, desc, series, bars, fills }: ColumnsProps) {
  const [box, width] = useWidth();
  const { defs, fillOf } = useFills();
  const id = useId();
  const { top, ticks } = scaleOf(Math.max(0, ...bars.map(totalOf)));
  const step = (width - LEFT) / Math.max(1, bars.length);
  const column = Math.max(2, Math.min(46, step * 0.68));
  const longest = Math.max(1, ...bars.map(({ name }) => [...name].length));
  const every = Math.max(1, Math.ceil((longest * 9 + 10) / step));
  const y = (value: number): number => TOP + (HEIGHT - TOP - FOOT) * (1 - value / top);
  return (
    <div ref={box} className="chart-box">
      <svg
        role="img"
        aria-labelledby={`${id}-title ${id}-desc`}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        width={width}
        height={HEIGHT}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-desc`}>{desc}</desc>
        {defs}
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={width} y1={y(tick)} y2={y(tick)} className="chart-line" />
            <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end" className="chart-tick">
              {tick}
            </text>
          </g>
        ))}
        {bars.map((bar, index) => {
          const x = LEFT + step * index + (step - column) / 2;
          let base = 0;
          return (
            <g key={bar.name}>
              {series.map(({ name, fill }, part) => {
                const value = bar.values[part] ?? 0;
                if (value === 0) return null;
                const look = fills?.[index] ?? fill;
                const from = base;
                base += value;
                return (
                  <rect
                    key={name}
                    x={x}
                    y={y(base)}
                    width={column}
                    height={Math.max(1, y(from) - y(base))}
                    fill={fillOf(look)}
                    className={`edge-${look}`}
                  >
                    <title>{`${bar.name}：${name} ${value}`}</title>
                  </rect>
                );
              })}
              {step >= NUMBER && totalOf(bar) > 0 && (
                <text x={x + column / 2} y={y(base) - 5} textAnchor="middle" className="chart-number">
                  {totalOf(bar)}
                </text>
              )}
              {index % every === 0 && (
                <text x={x + column / 2} y={HEIGHT - 6} textAnchor="middle" className="chart-tick">
                  {bar.name}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
