import { z } from 'zod';
import { AssetRef, Hash, Id, Instant, LocalizedText } from '../values.js';
import { Person } from './common.js';
import { Verdict } from './review.js';

/** What stands on a slip, in plain capitals and digits. */
export const SlipCode = z.string().regex(/^[A-Z0-9]{12}$/);
export type SlipCode = z.infer<typeof SlipCode>;

/** A code as somebody typed it, with spaces, hyphens and small letters; undefined while it is none. */
export const readSlipCode = (text: string): SlipCode | undefined =>
  SlipCode.safeParse(text.replace(/[\s-]/g, '').toUpperCase()).data;

/** The code as it is printed: in fours. */
export const spacedCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');

/** By finding, as for a decision on screen. */
const answers = z.record(z.string().max(64), z.string().trim().max(500));

/** What can be signed on a slip; what is not disclosed at all needs a ground, and is decided at a screen. */
export const PaperVerdict = Verdict.exclude(['withhold']);
export type PaperVerdict = z.infer<typeof PaperVerdict>;

/** A date on paper, `YYYY-MM-DD` in the office's zone. */
export const PaperDay = z.iso.date();

/** `consoleUrl`: where the console is open, since the slip's QR code leads there. */
export const PrintSlip = z.object({ consoleUrl: z.url({ protocol: /^https?$/ }).max(300) });
export type PrintSlip = z.infer<typeof PrintSlip>;

/** Where a slip stands: `open` can be recorded, `waiting` has a record that waits for its check, `used` counted. */
export const SlipState = z.enum(['open', 'waiting', 'used', 'outdated']);
export type SlipState = z.infer<typeof SlipState>;

/** A sheet on which one step of one version is signed by hand (纸质审签单). */
export const SlipView = z.object({
  code: z.string(),
  versionId: Id,
  announcementId: Id,
  title: z.string(),
  versionNumber: z.int(),
  versionHash: Hash,
  step: z.string(),
  stepLabel: LocalizedText,
  printedBy: Person,
  printedAt: Instant,
  state: SlipState,
  /** The record that waits or counted. */
  recordId: Id.optional(),
});
export type SlipView = z.infer<typeof SlipView>;

export const paperScanTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;

/** What a signed sheet says, with its scan, which was uploaded before. */
export const RecordPaper = z
  .object({
    scan: AssetRef.pick({ hash: true, name: true }),
    verdict: PaperVerdict,
    /** What the signer wrote beside the signature. */
    opinion: z.string().trim().max(2000),
    signerId: Id,
    signedOn: PaperDay,
    answers: answers.default({}),
  })
  .refine((d) => d.verdict === 'approve' || d.opinion !== '', {
    path: ['opinion'],
    message: 'A return needs an opinion.',
  });
export type RecordPaper = z.infer<typeof RecordPaper>;

export const PaperOutcome = z.enum(['confirmed', 'rejected']);
export type PaperOutcome = z.infer<typeof PaperOutcome>;

/** A scan and what somebody read from it. It counts once a second member has confirmed it. */
export const PaperRecordView = z.object({
  id: Id,
  code: z.string(),
  versionId: Id,
  announcementId: Id,
  versionHash: Hash,
  step: z.string(),
  stepLabel: LocalizedText,
  verdict: PaperVerdict,
  opinion: z.string(),
  answers,
  signer: Person,
  signedOn: PaperDay,
  scan: AssetRef.pick({ hash: true, name: true, mediaType: true, size: true }),
  recordedBy: Person,
  recordedAt: Instant,
  outcome: PaperOutcome.optional(),
  note: z.string().optional(),
  checkedBy: Person.optional(),
  checkedAt: Instant.optional(),
  /** Whether the one who asks may check it, and why not. */
  mayCheck: z.boolean(),
  mayNotBecause: z.enum(['recorder', 'drafter', 'signer', 'role', 'checked', 'outdated']).optional(),
});
export type PaperRecordView = z.infer<typeof PaperRecordView>;

/** All paper of a version, and who could sign the step that waits, but for who asks. */
export const VersionPaper = z.object({
  slip: SlipView.optional(),
  records: z.array(PaperRecordView),
  signers: z.array(Person),
});
export type VersionPaper = z.infer<typeof VersionPaper>;

/** The second look: does the sheet say this of exactly this version? A rejection says what is wrong. */
export const CheckPaper = z
  .object({ outcome: PaperOutcome, note: z.string().trim().max(500).default(''), versionHash: Hash })
  .refine((d) => d.outcome === 'confirmed' || d.note !== '', {
    path: ['note'],
    message: 'A rejection says what is wrong.',
  });
export type CheckPaper = z.infer<typeof CheckPaper>;
