import { z } from 'zod';
import { Id, Instant } from './values.js';

/**
 * Warnings that fill every screen, past the queue: what an issuer with the right to warn has said, relayed field by
 * field (突发事件应对法 Art. 64: only 县级以上地方人民政府 and those whom it authorises warn; its 预警 states 类别、级别、起始时间、
 * 可能影响的范围、警示事项、应当采取的措施、发布单位、发布时间).
 */

/** From the gravest on (Art. 63): 一级红、二级橙、三级黄、四级蓝. */
export const WarningLevel = z.enum(['red', 'orange', 'yellow', 'blue']);
export type WarningLevel = z.infer<typeof WarningLevel>;

export interface LevelWords {
  /** 红色 */
  colour: string;
  /** Ⅰ级 */
  grade: string;
  /** 特别严重 */
  gravity: string;
  english: string;
  /** How many of four bars are full, so that the level shows without colour. */
  bars: number;
  /** Of the band, and of the letters on it; at least 4.5:1. */
  band: string;
  ink: string;
}
export const levelWords: Record<WarningLevel, LevelWords> = {
  red: {
    colour: '红色',
    grade: 'Ⅰ级',
    gravity: '特别严重',
    english: 'Red',
    bars: 4,
    band: '#B3261E',
    ink: '#FFFFFF',
  },
  orange: {
    colour: '橙色',
    grade: 'Ⅱ级',
    gravity: '严重',
    english: 'Orange',
    bars: 3,
    band: '#F28C28',
    ink: '#1F2328',
  },
  yellow: {
    colour: '黄色',
    grade: 'Ⅲ级',
    gravity: '较重',
    english: 'Yellow',
    bars: 2,
    band: '#F5D547',
    ink: '#1F2328',
  },
  blue: {
    colour: '蓝色',
    grade: 'Ⅳ级',
    gravity: '一般',
    english: 'Blue',
    bars: 1,
    band: '#1F5FBF',
    ink: '#FFFFFF',
  },
};

/** What a warning says. All of it is copied from who issued it. */
export const WarningText = z.object({
  level: WarningLevel,
  /** 类别, e.g. 暴雨 */
  hazard: z.string().trim().min(1).max(30),
  issuer: z.string().trim().min(1).max(80),
  issuedAt: Instant,
  /** 起始时间 */
  from: Instant,
  /** Until when it stands unless it is lifted before. */
  until: Instant,
  /** 可能影响的范围 */
  area: z.string().trim().min(1).max(200),
  /** 警示事项 */
  headline: z.string().trim().min(1).max(160),
  /** 应当采取的措施 */
  instruction: z.string().trim().min(1).max(600),
});
export type WarningText = z.infer<typeof WarningText>;

export const ShownWarning = WarningText.extend({
  id: Id,
  /** When this office started it on its screens. */
  startedAt: Instant,
  /** The issuer's own number of it, when it was relayed from a listed source. */
  identifier: z.string().max(120).optional(),
  /** 演练: marked so across the panel. */
  drill: z.boolean(),
  voice: z.boolean(),
});
export type ShownWarning = z.infer<typeof ShownWarning>;

/** All that stands above a group's programme, signed as one text of at most ALERT_MAX_BYTES. */
export const AlertV1 = z.object({
  format: z.literal('alert.v1'),
  group: Id,
  /** Only grows, with every start, change and end. */
  seq: z.int().nonnegative(),
  warnings: z.array(ShownWarning).max(4),
  /** A neutral page instead of everything that came before it. */
  slate: z.object({ since: Instant }).optional(),
});
export type AlertV1 = z.infer<typeof AlertV1>;
export const ALERT_MAX_BYTES = 4096;
/** An online screen that has not shown what the hub told it by then is on the list of whom to phone. */
export const ALERT_ACK_MS = 10_000;
/** So long each of several warnings is shown, in turn. */
export const ALERT_TURN_MS = 12_000;

export type AlertScene =
  | { show: 'warning'; warning: ShownWarning; place: number; of: number; until: number }
  | { show: 'slate'; until?: number | undefined };

const gravest = (a: ShownWarning, b: ShownWarning): number =>
  levelWords[b.level].bars - levelWords[a.level].bars || (a.from < b.from ? 1 : -1) || (a.id < b.id ? -1 : 1);

/**
 * What stands above the programme at `now` (milliseconds since 1970); undefined for nothing. Warnings in turn, the
 * gravest first, those of the gravest level alone. A slate covers what began before it, so that nothing wrong comes
 * back, and leaves way for a warning that was started after it.
 */
export function alertAt(alert: AlertV1 | undefined, now: number): AlertScene | undefined {
  if (!alert) return undefined;
  const since = alert.slate ? Date.parse(alert.slate.since) : -Infinity;
  const open = alert.warnings.filter(
    ({ from, until, startedAt }) => isWithin(from, until, now) && Date.parse(startedAt) > since,
  );
  const edge = nextEdge(alert.warnings, now);
  const [first] = [...open].sort(gravest);
  if (!first) return alert.slate && since <= now ? { show: 'slate', until: edge } : undefined;
  const turns = open.filter(({ level }) => level === first.level).sort(gravest);
  const place = Math.floor(now / ALERT_TURN_MS) % turns.length;
  const until = turns.length === 1 ? Infinity : (Math.floor(now / ALERT_TURN_MS) + 1) * ALERT_TURN_MS;
  return {
    show: 'warning',
    warning: turns[place] ?? first,
    place,
    of: turns.length,
    until: Math.min(until, edge ?? Infinity),
  };
}

const isWithin = (from: string, until: string, now: number): boolean =>
  Date.parse(from) <= now && now < Date.parse(until);

function nextEdge(warnings: readonly ShownWarning[], now: number): number | undefined {
  const edges = warnings.flatMap(({ from, until }) => [Date.parse(from), Date.parse(until)]);
  const next = Math.min(Infinity, ...edges.filter((at) => at > now));
  return next === Infinity ? undefined : next;
}
