import { editing } from '../../contract/api.js';

/** One page of one member. */
export interface Who {
  member: string;
  tab: string;
}
export interface Holder extends Who {
  since: Date;
  /** When somebody touched the page last. */
  activeAt: Date;
  until: Date;
}
/** Who may write a draft, and who asked for it. */
export interface Pen {
  holder?: Holder | undefined;
  asked?: (Who & { until: Date }) | undefined;
}

const isSame = (one: Who | undefined, other: Who): boolean =>
  one !== undefined && one.member === other.member && one.tab === other.tab;
const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/** A lease that reaches further than any is given was given before the clock was set back, and counts no more. */
const holds = (lease: { until: Date } | undefined, now: Date): boolean =>
  lease !== undefined && lease.until > now && lease.until <= after(now, editing.leaseMs);

const leased = (who: Who, now: Date): Holder => ({
  ...{ member: who.member, tab: who.tab, since: now, activeAt: now },
  until: after(now, editing.leaseMs),
});

/** As it stands now: what ran out is gone, and a free pen is with who asked for it. */
export function penNow({ holder, asked }: Pen, now: Date): Pen {
  const waits = holds(asked, now) ? asked : undefined;
  if (holds(holder, now)) return { holder, asked: waits };
  return waits === undefined ? {} : { holder: leased(waits, now) };
}

/**
 * A page says that it is there, and for how long nobody has touched it. It takes a free pen and keeps its own, but not
 * when it is idle. `take`: also from another page of the same member.
 */
export function beat(pen: Pen, who: Who, idleMs: number, now: Date, take = false): Pen {
  const { holder, asked } = penNow(pen, now);
  const idle = idleMs >= editing.idleMs;
  if (isSame(holder, who) && holder !== undefined) {
    const touched = after(now, -idleMs);
    const activeAt = touched > holder.activeAt ? touched : holder.activeAt;
    const until = new Date(
      Math.min(after(now, editing.leaseMs).getTime(), after(activeAt, editing.idleMs).getTime()),
    );
    return penNow({ holder: { ...holder, activeAt, until }, asked }, now);
  }
  if (!idle && (holder === undefined || (take && holder.member === who.member)))
    return { holder: { ...leased(who, now), activeAt: after(now, -idleMs) }, asked };
  if (!isSame(asked, who)) return { holder, asked };
  return idle ? { holder } : { holder, asked: { ...who, until: after(now, editing.leaseMs) } };
}

/** Asks the holder for it; whoever asked first waits first. */
export function ask(pen: Pen, who: Who, now: Date): Pen {
  const { holder, asked } = penNow(pen, now);
  if (holder === undefined) return { holder: leased(who, now) };
  if (holder.member === who.member || asked !== undefined) return { holder, asked };
  return { holder, asked: { ...who, until: after(now, editing.leaseMs) } };
}

/** The holder gives it to who asked, or keeps it. From anybody else it changes nothing. */
export function answer(pen: Pen, who: Who, give: boolean, now: Date): Pen {
  const { holder, asked } = penNow(pen, now);
  if (!isSame(holder, who) || asked === undefined) return { holder, asked };
  return { holder: give ? leased(asked, now) : holder };
}

/** The page is closed. */
export function leave(pen: Pen, who: Who, now: Date): Pen {
  const { holder, asked } = penNow(pen, now);
  return penNow(
    {
      holder: isSame(holder, who) ? undefined : holder,
      asked: isSame(asked, who) ? undefined : asked,
    },
    now,
  );
}

/** Whether this page has it. */
export const isHolder = ({ holder }: Pen, who: Who): boolean => isSame(holder, who);
