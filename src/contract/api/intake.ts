import { z } from 'zod';
import { Metadata } from '../metadata.js';
import { LEAST_NOTICE_DAYS, MOST_NOTICE_DAYS } from '../kit/workdays.js';
import { AssetRef, DeliveryState, Hash, Id, Instant, Json, LocalizedText, Operation } from '../values.js';
import { page, PageQuery, Person } from './common.js';
import { Finding, FindingPass } from './screening.js';

/** Hard limits of a draft; a channel's own are reported as problems. */
export const draftLimits = {
  title: 200,
  body: 500_000,
  correction: 500,
  attachments: 20,
  fileBytes: 20 * 1024 * 1024,
  filmBytes: 100 * 1024 * 1024,
  /** What a Word file may unpack to, and the largest of its XML parts, in bytes. */
  wordUnpackedBytes: 120 * 1024 * 1024,
  wordPartBytes: 4 * 1024 * 1024,
} as const;

/** The categories that offices use; a draft may have another. */
export const announcementCategories = [
  '通知公告',
  '公示',
  '政策文件',
  '解读',
  '行政处罚',
  '应急信息',
  '招聘信息',
  '办事指南',
  '法制宣传',
  '政府信息公开年报',
  '工作动态',
] as const;

/** Fields for single channels, by the channel's id, each as that channel's `extras` schema says. */
export const Extras = z.record(z.string().max(31), Json);
export type Extras = z.infer<typeof Extras>;

export const NoticeDays = z.int().min(LEAST_NOTICE_DAYS).max(MOST_NOTICE_DAYS);
/** public: 向社会公开. specific: for a named party (相对人) alone; it is served (送达) and goes to no target. */
export const Audience = z.enum(['public', 'specific']);
export type Audience = z.infer<typeof Audience>;
const shortText = z.string().trim().max(200);

/** A file that goes with the text. */
export const AttachedFile = AssetRef.extend({
  /** Set: it is a cleaned copy of this one, which is kept. */
  cleanedFrom: Hash.optional(),
});
export type AttachedFile = z.infer<typeof AttachedFile>;

/**
 * What a cleaned copy is to be called. With `mask`, the id of a rule, it differs from the file in what that rule finds,
 * which stands as the rule says that it may; without it, comments, people and camera data are taken out.
 */
export const CleanFile = z.object({
  name: z.string().min(1).max(255),
  mask: z.string().max(50).optional(),
  /** In a Word file, what is tracked becomes the text, too. */
  changes: z.literal('accept').optional(),
  /** By which some rules go. */
  category: shortText.default(''),
});
export type CleanFile = z.infer<typeof CleanFile>;

/** What a clerk writes. `body` is HTML from the editor; the hub sanitises it. */
export const DraftFields = z.object({
  title: z.string().trim().max(draftLimits.title),
  body: z.string().max(draftLimits.body),
  category: shortText,
  issuer: shortText,
  docNo: shortText.optional(),
  indexNo: shortText.optional(),
  attachments: z.array(AttachedFile).max(draftLimits.attachments),
  targetIds: z.array(Id).max(100),
  plannedAt: Instant.optional(),
  expiresAt: Instant.optional(),
  /** Of a 公示: for how many working days it stands; without it, the least. */
  noticeDays: NoticeDays.optional(),
  /** Without it, the public. */
  audience: Audience.optional(),
  metadata: Metadata.optional(),
  extras: Extras.optional(),
});
export type DraftFields = z.infer<typeof DraftFields>;

/** Unsaved fields; with what a correction says above the text. */
export const PreviewDraft = DraftFields.extend({
  correction: z.string().trim().max(draftLimits.correction).optional(),
});
export type PreviewDraft = z.infer<typeof PreviewDraft>;

/** What is corrected and why; every channel shows it above the corrected text. */
export const BeginCorrection = z.object({ note: z.string().trim().min(1).max(draftLimits.correction) });
export type BeginCorrection = z.infer<typeof BeginCorrection>;

export const CreateDraft = DraftFields.partial();
export type CreateDraft = z.infer<typeof CreateDraft>;

/**
 * `revision` is the one that was loaded; another one meanwhile answers `stale_revision`. `tab` is the page that writes: while
 * another one has the pen the answer is `pen_held`, as it is for a program, which sends none.
 */
export const SaveDraft = DraftFields.extend({ revision: z.int().positive(), tab: Id.optional() });
export type SaveDraft = z.infer<typeof SaveDraft>;

/**
 * drafting: never submitted or returned. review, approved: the newest version's. released: it has deliveries. withheld: the
 * newest version is not disclosed (不予公开). served: it is for a named party, who has it (已送达). */
export const AnnouncementStage = z.enum([
  'drafting',
  'review',
  'returned',
  'approved',
  'released',
  'recalled',
  'withheld',
  'served',
]);
export type AnnouncementStage = z.infer<typeof AnnouncementStage>;

export const DeliveryDot = z.object({
  id: Id,
  targetId: Id,
  operation: Operation,
  state: DeliveryState,
  dueAt: Instant.optional(),
  url: z.string().optional(),
});
export type DeliveryDot = z.infer<typeof DeliveryDot>;

/** A text in parts: those with a hit are what was looked for. Together they are the text. */
export const MarkedText = z.array(z.object({ text: z.string(), hit: z.boolean() }));
export type MarkedText = z.infer<typeof MarkedText>;

/** Where the words of a search stand; a field without any is missing. */
export const Found = z.object({
  title: MarkedText.optional(),
  docNo: MarkedText.optional(),
  /** A part of the text, else the index number or the issuer. */
  passage: z.object({ of: z.enum(['body', 'indexNo', 'issuer']), parts: MarkedText }).optional(),
});
export type Found = z.infer<typeof Found>;

export const AnnouncementRow = z.object({
  id: Id,
  title: z.string(),
  category: z.string(),
  docNo: z.string().optional(),
  stage: AnnouncementStage,
  /** Missing for what is published. */
  audience: z.literal('specific').optional(),
  drafter: Person,
  permalink: z.string().optional(),
  versionId: Id.optional(),
  versionNumber: z.int().optional(),
  plannedAt: Instant.optional(),
  updatedAt: Instant,
  /** One a target: its newest delivery. */
  deliveries: z.array(DeliveryDot),
  /** The release group that it was released in last, unless that was dissolved. */
  group: z.object({ id: Id, name: z.string() }).optional(),
  /** Only in answers to a search by words. */
  found: Found.optional(),
});
export type AnnouncementRow = z.infer<typeof AnnouncementRow>;

/**
 * What a list of announcements is narrowed down to. `q`: all of its words, which blanks divide, in the title, the text, the
 * document's and the index number or the issuer. `from` is part of the period, `to` is not.
 */
export const AnnouncementFilter = z.object({
  q: z.string().trim().max(100).optional(),
  category: shortText.optional(),
  drafter: Id.optional(),
  /** The drafter's. */
  department: Id.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
});
export type AnnouncementFilter = z.infer<typeof AnnouncementFilter>;

/** The period is that of the last change, by which the list is ordered. */
export const AnnouncementQuery = PageQuery.extend({
  ...AnnouncementFilter.shape,
  stage: AnnouncementStage.optional(),
});
export type AnnouncementQuery = z.infer<typeof AnnouncementQuery>;
/**
 * With `more`, `total` is not all: nobody counts on behind it. `indexing`: a search by words may not find everything yet,
 * because what an older version of the hub wrote is still being made findable.
 */
export const AnnouncementPage = page(AnnouncementRow).extend({
  more: z.boolean().optional(),
  indexing: z.boolean().optional(),
});
export type AnnouncementPage = z.infer<typeof AnnouncementPage>;

/** What an import dropped or changed, in words for the clerk. */
export const ImportNote = z.object({
  kind: z.enum(['dropped', 'changed', 'guessed']),
  message: LocalizedText,
  /** How often it occurred. */
  count: z.int().positive(),
});
export type ImportNote = z.infer<typeof ImportNote>;

export const AnnouncementDetail = AnnouncementRow.extend({
  draft: DraftFields.extend({ revision: z.int().positive(), savedAt: Instant }),
  /** True while the newest version waits in review or is out anywhere: the draft cannot be changed then. */
  locked: z.boolean(),
  /** The opinion that came with the newest return, if that is where it stands. */
  returned: z.object({ by: Person, at: Instant, opinion: z.string() }).optional(),
  /** What is out is being corrected: the draft can be changed while the version before it stays. */
  correction: z.object({ note: z.string() }).optional(),
  versions: z.array(z.object({ id: Id, number: z.int(), hash: Hash, submittedAt: Instant })),
  /** The salted hash of the party's name, once somebody has named it. */
  party: Hash.optional(),
  /** Why what blocks its submission may stay, by finding. */
  passes: z.array(FindingPass),
});
export type AnnouncementDetail = z.infer<typeof AnnouncementDetail>;

/** A saved draft; `notes` says what its text lost by being sanitised. */
export const SavedDraft = AnnouncementDetail.extend({ notes: z.array(ImportNote) });
export type SavedDraft = z.infer<typeof SavedDraft>;

export const ImportedDraft = z.object({ announcement: AnnouncementDetail, notes: z.array(ImportNote) });
export type ImportedDraft = z.infer<typeof ImportedDraft>;

export const ProblemView = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  field: z.string(),
  message: LocalizedText,
  targetId: Id.optional(),
});
export type ProblemView = z.infer<typeof ProblemView>;

export const PreviewView = z.object({
  targetId: Id,
  html: z.string(),
  width: z.int(),
  height: z.int(),
});
export type PreviewView = z.infer<typeof PreviewView>;

/** What every chosen target would show, and everything that blocks submission. Asked with DraftFields; nothing is saved. */
export const PreviewAnswer = z.object({
  previews: z.array(PreviewView),
  problems: z.array(ProblemView),
  /** What the screening would tell the reviewer. */
  findings: z.array(Finding),
});
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;

export const SubmitDraft = z.object({ revision: z.int().positive() });
export type SubmitDraft = z.infer<typeof SubmitDraft>;

/** What a submission froze; the console goes on with `GET /versions/:id`. */
export const SubmittedVersion = z.object({ versionId: Id, number: z.int().positive(), hash: Hash });
export type SubmittedVersion = z.infer<typeof SubmittedVersion>;
