/** Keeps the rows where they are while somebody points at them. */
export interface Steady<T> {
  /** The rows to show. */
  rows: T[];
  /** How many new rows wait for the pointer to leave. */
  waiting: number;
}

/**
 * While `held` is the order that was shown when the pointer came, rows stay in it with their newest content, rows
 * that left stay as they were, and new ones wait. Without it the newest rows are shown as they are.
 */
export function steadyRows<T extends { id: string }>(newest: T[], held: T[] | undefined): Steady<T> {
  if (held === undefined) return { rows: newest, waiting: 0 };
  const byId = new Map(newest.map((row) => [row.id, row]));
  const shown = new Set(held.map((row) => row.id));
  return {
    rows: held.map((row) => byId.get(row.id) ?? row),
    waiting: newest.filter((row) => !shown.has(row.id)).length,
  };
}
