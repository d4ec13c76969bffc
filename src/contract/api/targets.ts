import { z } from 'zod';
import { Ask } from '../person.js';
import { Id, Json, LocalizedText } from '../values.js';

/** Who works with the targets of a channel: the office, or its media liaison. */
export const Desk = z.enum(['office', 'press']);
export type Desk = z.infer<typeof Desk>;

const perTime = (limit: number, zh: string, en: string, hint: LocalizedText) =>
  z.int().min(1).max(limit).optional().meta({ label: { zh, en }, hint });

/** How much goes to a target at most; what is left out has no limit. Its labels are the form's. */
export const Pace = z.object({
  /** Deliveries under way at once. */
  concurrency: z
    .int()
    .min(1)
    .max(64)
    .meta({
      label: { zh: '同时投递', en: 'At once' },
      hint: { zh: '同一时间最多几件', en: 'How many at the same time' },
    }),
  perMinute: perTime(6_000, '每分钟', 'Per minute', {
    zh: '最多几件；不填就不限',
    en: 'How many at most; empty means no limit',
  }),
  /** Counted from midnight to midnight in Asia/Shanghai. Recalls and emergencies go over it. */
  perDay: perTime(1_000_000, '每天', 'Per day', {
    zh: '最多几件，用完后等到次日零点；撤回和应急信息不受此限；不填就不限',
    en: 'How many at most; the rest waits for midnight, but not recalls and emergencies; empty means no limit',
  }),
});
export type Pace = z.infer<typeof Pace>;

export const TargetView = z.object({
  id: Id,
  channel: z.string(),
  channelLabel: LocalizedText,
  desk: Desk,
  name: z.string(),
  slug: z.string(),
  enabled: z.boolean(),
  /** It talks to a drill: shown as 演练 wherever a person sees its name. */
  drill: z.boolean(),
  /** Why nothing is sent there at the moment, e.g. refused credentials. */
  pausedReason: z.string().optional(),
  /** The same for people: what happened and what to do. */
  pausedWords: LocalizedText.optional(),
  /** What people must know about each item of this channel, wherever they decide on one. */
  caution: LocalizedText.optional(),
  /** The JSON schema of the draft's fields for this channel alone. */
  extras: Json.optional(),
  /** What a person may report on each item at any time. */
  pickup: z.object({ label: LocalizedText, ask: z.array(Ask) }).optional(),
  limits: z.object({ maxTitle: z.int(), maxBody: z.int() }),
  pace: Pace,
  /** Of `pace.perDay`; absent without such a limit. */
  usedToday: z.int().optional(),
  capabilities: z.object({
    media: z.array(z.string()),
    update: z.boolean(),
    recall: z.enum(['full', 'request', 'none']),
  }),
  /** Where the public sees this target, if it has such a place. */
  publicUrl: z.string().optional(),
});
export type TargetView = z.infer<typeof TargetView>;

/**
 * A channel that targets can be made of. Schemas are JSON schemas (draft 2020-12) of objects; fields carry `label` and
 * perhaps `hint` (LocalizedText), `secret` and `long` (true), and `choices` (an enum's values in words).
 */
export const ChannelView = z.object({
  id: z.string(),
  label: LocalizedText,
  desk: Desk,
  caution: LocalizedText.optional(),
  settingsSchema: Json,
  /** What a new target starts with. */
  pace: Pace,
});
export type ChannelView = z.infer<typeof ChannelView>;

/** A target's settings as a form shows them; secrets are never told, only that they are set. */
export const TargetSettings = z.object({
  settings: Json,
  /** Dotted paths, e.g. `smtp.password`. */
  secretsSet: z.array(z.string()),
});
export type TargetSettings = z.infer<typeof TargetSettings>;

export const CreateTarget = z.object({
  channel: z.string().max(31),
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/),
  name: z.string().trim().min(1).max(60),
  settings: Json,
  /** The channel's own when left out. */
  pace: Pace.optional(),
});
export type CreateTarget = z.infer<typeof CreateTarget>;

export const UpdateTarget = z.object({
  name: z.string().trim().min(1).max(60).optional(),
  enabled: z.boolean().optional(),
  /** Clears what paused it. */
  resume: z.boolean().optional(),
  /** All of them but the secrets: one that is left out stays as it is, and null removes it. */
  settings: Json.optional(),
  /** All of it: a limit that is left out is lifted. */
  pace: Pace.optional(),
});
export type UpdateTarget = z.infer<typeof UpdateTarget>;
