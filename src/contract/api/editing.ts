import { z } from 'zod';
import { Id, Instant } from '../values.js';
import { Person } from './common.js';
import { DraftFields, SavedDraft } from './intake.js';

/** How long who writes a draft keeps it from others, in milliseconds. */
export const editing = {
  /** A page that is open says so this often. */
  beatMs: 20_000,
  /** A page that has not said so for this long is gone: longer than a browser holds the clock of a hidden page back. */
  leaseMs: 90_000,
  /** Who has not touched the page for this long gives the pen up. */
  idleMs: 5 * 60_000,
} as const;

/** One open page, by an id that it made for itself. */
const Tab = Id;
export const OfTab = z.object({ tab: Tab });
export type OfTab = z.infer<typeof OfTab>;

/** A page's beat: it takes the pen when it is free, and keeps it. `take`: also from another page of the same member. */
export const BeatPen = OfTab.extend({
  /** For how long nobody has touched the page, in milliseconds. */
  idleMs: z.int().min(0).max(86_400_000),
  take: z.boolean().optional(),
});
export type BeatPen = z.infer<typeof BeatPen>;

export const AnswerPen = OfTab.extend({ give: z.boolean() });
export type AnswerPen = z.infer<typeof AnswerPen>;

/** Who may write a draft now, seen from one page. Nobody: the first page that saves. */
export const PenView = z.object({
  holder: Person.extend({
    /** It is this page. */
    here: z.boolean(),
    /** It is the same member, here or on another page. */
    self: z.boolean(),
    since: Instant,
    /** When it becomes free unless the page says that it is still there. */
    until: Instant,
  }).optional(),
  /** Who asked for it, and has not been answered. */
  asked: Person.extend({ here: z.boolean() }).optional(),
  /** The draft's. */
  revision: z.int().positive(),
});
export type PenView = z.infer<typeof PenView>;

/** Where somebody looks at an announcement. */
export const Place = z.enum(['edit', 'review']);
export type Place = z.infer<typeof Place>;

export const BeatPresence = OfTab.extend({ place: Place });
export type BeatPresence = z.infer<typeof BeatPresence>;

/** Who else has a page about the announcement open, each once a place. */
export const PresenceView = z.object({ people: z.array(Person.extend({ place: Place })) });
export type PresenceView = z.infer<typeof PresenceView>;

/** What changed from the state before it: signs of title and text, and which fields. */
const Change = z.object({
  added: z.int().min(0),
  removed: z.int().min(0),
  fields: z.array(DraftFields.keyof()),
});
export type Change = z.infer<typeof Change>;

/** A state of a draft that was kept. */
export const RevisionRow = z.object({
  id: Id,
  at: Instant,
  by: Person,
  title: z.string(),
  /** Missing for what was submitted before there was a history. */
  change: Change.optional(),
  /** It was submitted as this version. */
  version: z.object({ id: Id, number: z.int(), returned: z.boolean() }).optional(),
});
export type RevisionRow = z.infer<typeof RevisionRow>;

/** Newest first; `now` is the draft as it stands, which is kept when somebody goes on writing. */
export const RevisionList = z.object({
  now: RevisionRow.omit({ id: true, version: true }),
  items: z.array(RevisionRow),
});
export type RevisionList = z.infer<typeof RevisionList>;

export const RevisionDetail = RevisionRow.extend({ fields: DraftFields });
export type RevisionDetail = z.infer<typeof RevisionDetail>;

/** `revision` is the draft's that was loaded, `tab` the page that has the pen. */
export const RestoreRevision = z.object({ revision: z.int().positive(), tab: Tab.optional() });
export type RestoreRevision = z.infer<typeof RestoreRevision>;

/** What was replaced is kept as `before`: restoring that one undoes it. */
export const RestoredDraft = SavedDraft.extend({ before: Id });
export type RestoredDraft = z.infer<typeof RestoredDraft>;
