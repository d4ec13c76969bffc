import { z } from 'zod';
import { Hash, Id, Instant } from '../values.js';
import { Person } from './common.js';

/** How a public notice (公示) ended; `restarted`: it was published anew, and another one runs. */
export const NoticeOutcome = z.enum(['no_objection', 'objections_settled', 'restarted']);
export type NoticeOutcome = z.infer<typeof NoticeOutcome>;

/**
 * planned: not published yet. running: open to objections. over: its end has come, and nobody has closed it.
 * withdrawn: it was taken back before, so that its time did not run. */
export const NoticeState = z.enum(['planned', 'running', 'over', 'withdrawn', 'closed']);

/** For a time it was not there, or not as approved; without `to` it still is not. */
export const NoticeOutage = z.object({
  target: z.object({ id: Id, name: z.string() }),
  from: Instant,
  to: Instant.optional(),
  /** The window was extended after it. */
  answered: z.boolean(),
});
export type NoticeOutage = z.infer<typeof NoticeOutage>;

export const NoticeExtension = z.object({
  at: Instant,
  /** Missing when the hub cannot tell: the member is gone. */
  by: Person.optional(),
  from: Instant,
  to: Instant,
  reason: z.string(),
});

export const NoticeView = z.object({
  id: Id,
  /** Working days that were asked for, and those that the window has: more, once it was extended. */
  days: z.int(),
  workdays: z.int(),
  state: NoticeState,
  publishedAt: Instant,
  /** Calendar days of the office: the day after publication, and the last one. */
  first: z.iso.date(),
  last: z.iso.date(),
  /** 24:00 of the last day, unless another hour was named. */
  endsAt: Instant,
  /** It crosses these years, of which no official notice was entered (待核定). */
  uncertainYears: z.array(z.int()),
  /** It ends before its working days are over: by the calendar of today, or because it went out later than planned. */
  tooShort: z.object({ earliest: Instant, last: z.iso.date() }).optional(),
  outages: z.array(NoticeOutage),
  /** After an outage that nobody has answered: a working day later for each one that it touched. */
  suggested: z.object({ endsAt: Instant, last: z.iso.date() }).optional(),
  /** Places that others run: they have to be told of another end by a person. */
  toBeTold: z.array(z.string()),
  extensions: z.array(NoticeExtension),
  closed: z.object({ outcome: NoticeOutcome, by: Person, at: Instant }).optional(),
});
export type NoticeView = z.infer<typeof NoticeView>;

/** The newest one of an announcement; none for what is no 公示 or was never released. */
export const AnnouncementNotice = z.object({ notice: NoticeView.optional() });
export type AnnouncementNotice = z.infer<typeof AnnouncementNotice>;

export const OpenNotice = z.object({
  announcementId: Id,
  title: z.string(),
  last: z.iso.date(),
  endsAt: Instant,
  /** What a person has to do: give it more time, or say what came of it. */
  asks: z.enum(['extension', 'closing']).optional(),
});
export type OpenNotice = z.infer<typeof OpenNotice>;
/** Those that nobody has closed; what ends first stands first. */
export const OpenNoticeList = z.object({ items: z.array(OpenNotice) });
export type OpenNoticeList = z.infer<typeof OpenNoticeList>;

export const ExtendNotice = z.object({ endsAt: Instant, reason: z.string().trim().min(1).max(500) });
export type ExtendNotice = z.infer<typeof ExtendNotice>;

export const CloseNotice = z.object({ outcome: NoticeOutcome.exclude(['restarted']) });
export type CloseNotice = z.infer<typeof CloseNotice>;

export const ObjectionWay = z.enum(['phone', 'letter', 'visit', 'online']);
export const ObjectionFinding = z.enum(['founded', 'unfounded']);

/** Only for who may read objections. */
export const ObjectionView = z.object({
  id: Id,
  receivedAt: Instant,
  way: ObjectionWay,
  text: z.string(),
  /** Of the text, as the ledger has it. */
  hash: Hash,
  /** Missing when it came by the form on the public page. */
  recorded: z.object({ by: Person, at: Instant }).optional(),
  /** The number that whoever wrote it on the public page was given. */
  receipt: z.string().optional(),
  /** Who wrote it there; missing when it is anonymous. */
  from: z.object({ name: z.string(), contact: z.string() }).optional(),
  result: z.object({ finding: ObjectionFinding, text: z.string(), by: Person, at: Instant }).optional(),
});
export type ObjectionView = z.infer<typeof ObjectionView>;
export const ObjectionList = z.object({ items: z.array(ObjectionView) });
export type ObjectionList = z.infer<typeof ObjectionList>;

const words = z.string().trim().min(1).max(5000);
export const RecordObjection = z.object({ receivedAt: Instant, way: ObjectionWay, text: words });
export type RecordObjection = z.infer<typeof RecordObjection>;
export const SettleObjection = z.object({ finding: ObjectionFinding, text: words });
export type SettleObjection = z.infer<typeof SettleObjection>;
