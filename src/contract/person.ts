import { z } from 'zod';
import { AssetRef, Instant, Json, LocalizedText } from './values.js';

/** One thing that a person is asked for. The console draws it; the hub checks the answer's shape. */
export const Ask = z.object({
  name: z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/),
  label: LocalizedText,
  /** `picture`: in a pickup, a screenshot; answered with the hash of what was uploaded for the delivery. */
  kind: z.enum(['text', 'longText', 'url', 'instant', 'choice', 'yes', 'picture']),
  required: z.boolean(),
  hint: LocalizedText.optional(),
  /** `choice` only. */
  choices: z.array(z.object({ value: z.string(), label: LocalizedText })).optional(),
});
export type Ask = z.infer<typeof Ask>;

/** What a person answered, by the asked names; `yes` answers with `yes`. */
export const Answers = z.record(z.string(), z.string().max(4_000));
export type Answers = z.infer<typeof Answers>;

/** Work for a person: a sentence that says what to do, facts for the page that shows it, and what it asks for. */
export const PersonTask = z.object({
  kind: z.string().min(1),
  text: LocalizedText,
  facts: Json.optional(),
  /** An answer is stored as a report on the item and makes a look due; it never sets a state by itself. */
  ask: z.array(Ask).optional(),
});
export type PersonTask = z.infer<typeof PersonTask>;

/** One thing that a person carries over by hand: text to copy, or a file to download. */
export const HandoffPart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), label: LocalizedText, text: z.string() }),
  z.object({ kind: z.literal('html'), label: LocalizedText, text: z.string() }),
  z.object({ kind: z.literal('file'), label: LocalizedText, file: AssetRef }),
]);
export type HandoffPart = z.infer<typeof HandoffPart>;

/** Everything that a person needs to publish an item elsewhere by hand, and what to check while doing it. */
export const Handoff = z.object({ parts: z.array(HandoffPart), checklist: z.array(LocalizedText) });
export type Handoff = z.infer<typeof Handoff>;

/** Somebody whom an item was sent to, and what they did with it. */
export const Reader = z.object({
  name: z.string(),
  /** The message left; missing while it did not, or where that is uncertain. */
  sentAt: Instant.optional(),
  /** They read it for the first time. */
  openedAt: Instant.optional(),
  /** They are asked to say that they know: of a correction, or of a recall. */
  asked: z.boolean(),
  acknowledgedAt: Instant.optional(),
});
export type Reader = z.infer<typeof Reader>;
