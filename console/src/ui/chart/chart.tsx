import { Button } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Legend, type Series } from './series.js';
import './chart.css';

/** The same figures as a table: the first cell of a row is its name. */
export interface ChartTable {
  head: readonly string[];
  rows: readonly (readonly ReactNode[])[];
}

interface ChartProps {
  title: string;
  /** One sentence: what is drawn. */
  desc: string;
  series?: readonly Series[];
  table: ChartTable;
  /** The table stands open beside the drawing. */
  open?: boolean;
  /** The drawing, which names itself by `title` and `desc`. */
  children: ReactNode;
}

/** A chart under its heading, with its legend, and the table that says the same in figures. */
export function Chart({ title, desc, series = [], table, open = false, children }: ChartProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(open);
  const id = useId();
  return (
    <section className="card chart" aria-label={title}>
      <h2 className="chart-title">{title}</h2>
      <p className="chart-desc">{desc}</p>
      {series.length > 1 && <Legend series={series} label={t('statistics.series')} />}
      {children}
      {!open && (
        <Button
          size="small"
          className="chart-more"
          aria-expanded={shown}
          aria-controls={id}
          onClick={() => {
            setShown(!shown);
          }}
        >
          {t('statistics.asTable')}
        </Button>
      )}
      <div className={shown ? 'chart-table' : 'chart-table chart-table-closed'} id={id}>
        <FigureTable {...table} caption={title} />
      </div>
    </section>
  );
}

/** A table of figures; numbers stand at the right. */
export function FigureTable({ head, rows, caption }: ChartTable & { caption: string }) {
  return (
    // A table that is wider than a phone is moved with the keyboard as well.
    <div className="figures-scroll" tabIndex={0} role="group" aria-label={caption}>
      <table className="figures">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells], row) => (
            <tr key={row}>
              <th scope="row">{name}</th>
              {cells.map((cell, column) => (
                <td key={head[column + 1]} className="num">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
