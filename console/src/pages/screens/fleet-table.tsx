import { Checkbox } from 'antd';
import { useCallback, useLayoutEffect, useRef, useState, type KeyboardEvent, type UIEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import { sortKeys, windowOf, type Sort, type SortKey } from '../../lib/fleet.js';
import { FleetRow } from './fleet-row.js';
import { useHeld } from './use-held.js';
import './fleet-table.css';

export interface Picked {
  ids: ReadonlySet<string>;
  set: (ids: ReadonlySet<string>) => void;
}

interface TableProps {
  screens: ScreenView[];
  sort: Sort;
  order: string;
  picked: Picked | undefined;
  onSort: (sort: Sort) => void;
  onOpen: (id: string) => void;
}

/** Rows are equally high, so that where each of thousands stands is known without drawing it; see fleet-table.css. */
function useRows(count: number) {
  const frame = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ top: 0, height: 600, row: 48 });
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = (): void => {
      const row = Number.parseFloat(getComputedStyle(element).getPropertyValue('--row'));
      setPlace((old) => ({ ...old, height: element.clientHeight, row: Number.isNaN(row) ? old.row : row }));
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => {
      watcher.disconnect();
    };
  }, []);
  const onScroll = ({ currentTarget: { scrollTop } }: UIEvent): void => {
    setPlace((old) => (old.top === scrollTop ? old : { ...old, top: scrollTop }));
  };
  const show = (index: number): void => {
    const element = frame.current;
    if (!element) return;
    const [top, bottom] = [index * place.row, (index + 1) * place.row];
    // The head covers its own height of the window.
    const room = element.clientHeight - place.row;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + room) element.scrollTop = bottom - room;
  };
  return { frame, onScroll, show, row: place.row, ...windowOf({ ...place, count }) };
}

/** Every screen a row; however many there are, only those in sight are drawn. */
export function FleetTable({ screens, sort, order, picked, onSort, onOpen }: TableProps) {
  const { t } = useTranslation();
  const { rows, waiting, hold, release } = useHeld(screens, order);
  const { frame, onScroll, show, row, from, to } = useRows(rows.length);
  const [at, setAt] = useState(0);
  const active = Math.min(at, rows.length - 1);

  // Rows that stay as they are keep the one that they were given.
  const latest = useRef(picked);
  useLayoutEffect(() => {
    latest.current = picked;
  });
  const pick = useCallback((id: string): void => {
    if (!latest.current) return;
    const next = new Set(latest.current.ids);
    if (!next.delete(id)) next.add(id);
    latest.current.set(next);
  }, []);
  const pickAll = (): void => {
    if (!picked) return;
    const all = rows.every(({ id }) => picked.ids.has(id));
    picked.set(new Set(all ? [] : rows.map(({ id }) => id)));
  };
  const go = (index: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setAt(next);
    show(next);
  };
  const moves: Record<string, () => void> = {
    ArrowDown: () => {
      go(active + 1);
    },
    ArrowUp: () => {
      go(active - 1);
    },
    PageDown: () => {
      go(active + 10);
    },
    PageUp: () => {
      go(active - 10);
    },
    Home: () => {
      go(0);
    },
    End: () => {
      go(rows.length - 1);
    },
    Enter: () => {
      const screen = rows[active];
      if (screen) onOpen(screen.id);
    },
    ' ': () => {
      const screen = rows[active];
      if (screen) pick(screen.id);
    },
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const isAll = event.key === 'a' && (event.ctrlKey || event.metaKey);
    const act = isAll ? pickAll : moves[event.key];
    if (!act || (!isAll && (event.ctrlKey || event.metaKey || event.altKey))) return;
    event.preventDefault();
    act();
  };
  const activeId = rows[active]?.id;
  return (
    <div className="card fleet-card" onPointerEnter={hold} onPointerLeave={release}>
      <div
        ref={frame}
        className={`fleet-table${picked ? '' : ' fleet-unpicked'}`}
        role="grid"
        aria-label={t('fleet.table')}
        aria-description={t('fleet.tableHelp')}
        aria-rowcount={rows.length + 1}
        aria-multiselectable={picked !== undefined}
        aria-activedescendant={activeId === undefined ? undefined : `screen-${activeId}`}
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onFocus={hold}
        onBlur={release}
      >
        <div role="row" aria-rowindex={1} className="fleet-row fleet-head">
          {picked && (
            <span role="columnheader" className="fleet-pick">
              <Checkbox
                aria-label={t('fleet.pickAll')}
                checked={rows.length > 0 && rows.every(({ id }) => picked.ids.has(id))}
                indeterminate={picked.ids.size > 0 && !rows.every(({ id }) => picked.ids.has(id))}
                onChange={pickAll}
              />
            </span>
          )}
          {sortKeys.map((by) => (
            <HeadCell key={by} by={by} sort={sort} onSort={onSort} />
          ))}
        </div>
        <div role="rowgroup" className="fleet-body" style={{ height: rows.length * row }}>
          {rows.slice(from, to).map((screen, index) => (
            <FleetRow
              key={screen.id}
              screen={screen}
              index={from + index}
              top={(from + index) * row}
              isActive={from + index === active}
              isPicked={picked?.ids.has(screen.id)}
              onPick={pick}
              onOpen={onOpen}
            />
          ))}
        </div>
      </div>
      <p className="fleet-held quiet" aria-live="polite">
        {waiting > 0 ? t('fleet.held', { count: waiting }) : t('fleet.found', { count: rows.length })}
      </p>
    </div>
  );
}

function HeadCell({ by, sort, onSort }: { by: SortKey; sort: Sort; onSort: (sort: Sort) => void }) {
  const { t } = useTranslation();
  const isBy = sort.by === by;
  const column = t(`fleet.column.${by}`);
  return (
    <span
      role="columnheader"
      className={`fleet-${by}`}
      aria-sort={isBy ? (sort.down ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        title={t('fleet.sortBy', { column })}
        onClick={() => {
          onSort({ by, down: isBy && !sort.down });
        }}
      >
        {column}
        <span aria-hidden>{isBy ? (sort.down ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </span>
  );
}
