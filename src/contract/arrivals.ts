import { isOpen, lengthOf, type Arrival, type Playable, type Program } from './scene.js';
import type { Priority } from './values.js';

/**
 * When what has just arrived is shown: at once, and all its pages once before the loop goes on. Of several, each is
 * shown first for HOLD_MS, then they are shown to their ends, newest first.
 */

/** So long at least an arrival is shown before another one may interrupt it. */
export const HOLD_MS = 1_500;

const urgency: Record<Priority, number> = { emergency: 0, urgent: 1, routine: 2 };

/** Reserves time for an item that has just become complete. Only an emergency interrupts before HOLD_MS is over. */
export function admit(program: Program, key: string, now: number): Arrival[] {
  const queue = queueOf(program, program.arrivals, now);
  const item = find(program, key);
  const isThere =
    queue.shown?.key === key || queue.fresh.includes(key) || queue.rest.some((one) => one.key === key);
  if (!item || !isOpen(item, now) || isThere) return plan(program, queue, now);
  const rank = (one: string): number => urgency[find(program, one)?.priority ?? 'routine'];
  const fresh = [...queue.fresh, key].sort((a, b) => rank(a) - rank(b));
  return plan(program, { ...queue, fresh }, now, item.priority === 'emergency');
}

/** Drops arrivals that are over or whose item has left, and moves the waiting ones up. */
export function settle(program: Program, arrivals: readonly Arrival[], now: number): Arrival[] {
  return plan(program, queueOf(program, arrivals, now), now);
}

interface Queue {
  shown?: Arrival | undefined;
  /** Not shown yet, in the order of their turns. */
  fresh: string[];
  /** Shown in part, in the order of their turns. */
  rest: { key: string; spent: number }[];
}

function queueOf(program: Program, arrivals: readonly Arrival[], now: number): Queue {
  const open = arrivals.filter(({ key, to }) => {
    const item = find(program, key);
    return to > now && item !== undefined && isOpen(item, now);
  });
  const shown = open.find(({ from }) => from <= now);
  const fresh = open.filter(({ from, spent }) => from > now && spent === 0).map(({ key }) => key);
  // What was planned as the rest of these is planned anew.
  const isPlanned = ({ key }: Arrival): boolean => key === shown?.key || fresh.includes(key);
  const rest = open.filter((arrival) => arrival !== shown && arrival.spent > 0 && !isPlanned(arrival));
  return { shown, fresh, rest: rest.map(({ key, spent }) => ({ key, spent })) };
}

function plan(program: Program, { shown, fresh, rest }: Queue, now: number, isEmergency = false): Arrival[] {
  const planned: Arrival[] = [];
  const later = [...rest];
  let free = now;
  const put = (key: string, from: number, spent: number, longest: number): void => {
    const item = find(program, key);
    const whole = (item ? lengthOf(program, item) : 0) - spent;
    const length = Math.min(whole, longest);
    if (length > 0) planned.push({ key, from, to: from + length, spent });
    if (whole > length) later.unshift({ key, spent: spent + Math.max(0, length) });
    free = Math.max(free, from + length);
  };
  if (shown) {
    const least = isEmergency ? now : Math.max(now, shown.from + HOLD_MS);
    put(shown.key, shown.from, shown.spent, fresh.length > 0 ? least - shown.from : Infinity);
  }
  for (const [index, key] of fresh.entries())
    put(key, free, 0, index < fresh.length - 1 ? HOLD_MS : Infinity);
  for (const { key, spent } of [...later]) put(key, free, spent, Infinity);
  return planned.filter(({ to }) => to > now);
}

const find = ({ items }: Program, key: string): Playable | undefined =>
  items.find((item) => item.key === key);
