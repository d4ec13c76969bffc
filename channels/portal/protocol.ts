import { z } from 'zod';
import { Hash, Id, Instant, Priority } from '../../src/contract/values.js';

/** What a file is to an article. */
export const FileRole = z.enum(['picture', 'attachment', 'word']);

/** What the hub sends: one article. Its files were put under its id before. */
export const Submission = z.strictObject({
  id: Id,
  version: z.int().positive(),
  contentHash: Hash,
  title: z.string().min(1),
  /** Clean semantic HTML; pictures as `<img src="asset:sha256:…">`, to be replaced by the portal's own addresses. */
  html: z.string(),
  text: z.string(),
  metadata: z.array(z.strictObject({ name: z.string(), label: z.string(), value: z.string() })),
  files: z.array(
    z.strictObject({
      hash: Hash,
      name: z.string(),
      mediaType: z.string(),
      size: z.int().nonnegative(),
      role: FileRole,
    }),
  ),
  publishAt: Instant,
  expiresAt: Instant.optional(),
  priority: Priority,
  permalink: z.url(),
  office: z.strictObject({ name: z.string(), shortName: z.string() }),
  /** Where status messages go. */
  callback: z.url().optional(),
});
export type Submission = z.infer<typeof Submission>;

/** Where a submission stands; the answer to every call about one, and a status message's body. */
export const Status = z.object({
  id: Id,
  state: z.enum(['submitted', 'adopted', 'returned', 'withdrawn']),
  /** Where the article is, or was; with `adopted` as soon as it is out. */
  url: z.string().max(2_000).optional(),
  /** The editor's words; always with `returned`. */
  reason: z.string().max(2_000).optional(),
  /** The hub asked for the withdrawal, and the editor has not done it yet. */
  withdrawalRequested: z.boolean().optional(),
  /** When the state was reached. */
  at: Instant,
});
export type Status = z.infer<typeof Status>;

/** Every refusal. */
export const Refusal = z.object({
  error: z.object({
    code: z.enum([
      'unknown_submission',
      'unknown_key',
      'bad_signature',
      'clock',
      'replayed',
      'conflict',
      'invalid',
      'too_large',
      'busy',
    ]),
    message: z.string().max(2_000),
  }),
});
export type Refusal = z.infer<typeof Refusal>;

/** A file was taken (or had been before). */
export const FileTaken = z.object({ hash: Hash });
