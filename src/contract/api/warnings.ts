import { z } from 'zod';
import { Id, Instant } from '../values.js';
import { WarningLevel, WarningText } from '../warning.js';
import { Person } from './common.js';

/** Typed by hand from what the issuer sent; somebody else starts it, unless it is a drill. */
export const PrepareWarning = z.object({
  text: WarningText,
  drill: z.boolean(),
  /** Spoken by screens that have a voice. */
  voice: z.boolean(),
  /** The active one that this takes the place of, e.g. with another level. */
  replaces: Id.optional(),
});
export type PrepareWarning = z.infer<typeof PrepareWarning>;

/** A CAP 1.2 message of a listed source. */
export const ImportWarning = z.object({ xml: z.string().min(1).max(200_000) });
export type ImportWarning = z.infer<typeof ImportWarning>;

export const StartWarning = z.object({ targetIds: z.array(Id).min(1).max(200) });
export type StartWarning = z.infer<typeof StartWarning>;

export const EndWarning = z.object({ reason: z.enum(['lifted', 'mistake']) });
export type EndWarning = z.infer<typeof EndWarning>;

/** A screen that has not shown what it was told, and whom to phone. */
export const Unreached = z.object({
  screenId: Id,
  name: z.string(),
  groupName: z.string(),
  online: z.boolean(),
  place: z.string().optional(),
  contact: z.string().optional(),
});
export type Unreached = z.infer<typeof Unreached>;

/** How far the newest word of it has come. `since` is when it was given. */
export const Reach = z.object({
  screens: z.int(),
  online: z.int(),
  shown: z.int(),
  since: Instant,
  unreached: z.array(Unreached),
});
export type Reach = z.infer<typeof Reach>;

/** `over`: its time has passed; nobody had to end it. */
export const WarningState = z.enum(['prepared', 'active', 'over', 'ended', 'discarded']);
export type WarningState = z.infer<typeof WarningState>;

export const WarningView = z.object({
  id: Id,
  state: WarningState,
  text: WarningText,
  drill: z.boolean(),
  voice: z.boolean(),
  source: z.string().optional(),
  identifier: z.string().optional(),
  replaces: Id.optional(),
  preparedBy: Person,
  preparedAt: Instant,
  startedBy: Person.optional(),
  startedAt: Instant.optional(),
  endedBy: Person.optional(),
  endedAt: Instant.optional(),
  endReason: z.enum(['lifted', 'replaced', 'discarded', 'mistake']).optional(),
  targets: z.array(z.object({ id: Id, name: z.string() })),
  /** Of a warning that was started. */
  reach: Reach.optional(),
});
export type WarningView = z.infer<typeof WarningView>;

export const SlateView = z.object({
  id: Id,
  target: z.object({ id: Id, name: z.string() }),
  reason: z.string(),
  beganBy: Person,
  beganAt: Instant,
  liftAskedBy: Person.optional(),
  liftAskedAt: Instant.optional(),
  reach: Reach,
});
export type SlateView = z.infer<typeof SlateView>;

/** Everything that stands above the screens' programme or waits to, and what was there lately. */
export const WarningBoard = z.object({
  warnings: z.array(WarningView),
  slates: z.array(SlateView),
  groups: z.array(z.object({ id: Id, name: z.string(), screens: z.int(), online: z.int() })),
});
export type WarningBoard = z.infer<typeof WarningBoard>;

/** One key: a neutral page on these groups, or on all of the office's. */
export const BeginSlate = z.object({
  targetIds: z.array(Id).min(1).max(200).optional(),
  reason: z.string().trim().min(1).max(200),
});
export type BeginSlate = z.infer<typeof BeginSlate>;

/** The first to lift asks for it, the second does it. */
export const LiftAnswer = z.object({ state: z.enum(['asked', 'lifted']) });
export type LiftAnswer = z.infer<typeof LiftAnswer>;

export const WarningSource = z.object({
  name: z.string().trim().min(1).max(80),
  /** As the message names it. */
  sender: z.string().trim().min(1).max(200),
});
export type WarningSource = z.infer<typeof WarningSource>;
export const WarningSourceView = WarningSource.extend({ id: Id });
export type WarningSourceView = z.infer<typeof WarningSourceView>;
export const WarningSourceList = z.object({ items: z.array(WarningSourceView) });
export type WarningSourceList = z.infer<typeof WarningSourceList>;

/** What to do, ready for a hazard and a level. */
export const WarningTemplate = z.object({
  hazard: z.string().trim().min(1).max(30),
  level: WarningLevel,
  instruction: z.string().trim().min(1).max(600),
});
export type WarningTemplate = z.infer<typeof WarningTemplate>;
export const WarningTemplateView = WarningTemplate.extend({ id: Id });
export type WarningTemplateView = z.infer<typeof WarningTemplateView>;
export const WarningTemplateList = z.object({ items: z.array(WarningTemplateView) });
export type WarningTemplateList = z.infer<typeof WarningTemplateList>;
