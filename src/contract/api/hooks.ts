import { z } from 'zod';
import { Id, Instant } from '../values.js';
import { HookKind, NotificationKind } from './notifications.js';

const Name = z.string().trim().min(1).max(40);
const Kinds = z.array(NotificationKind).min(1).max(NotificationKind.options.length);
const Address = z.url({ protocol: /^https?$/ }).max(1000);
/** 钉钉's 加签密钥. Other kinds have none that a person enters. */
const Secret = z.string().trim().min(8).max(200);

/** How a robot or a program that the office is told by stands. Its address and secret are never shown again. */
export const HookView = z.object({
  id: Id,
  kind: HookKind,
  name: z.string(),
  /** The address without what is secret in it. */
  place: z.string(),
  kinds: z.array(NotificationKind),
  createdAt: Instant,
  /** Missing while it works. `failures`: it kept failing and was switched off by the hub. */
  off: z.enum(['person', 'failures']).optional(),
  last: z.object({ at: Instant, ok: z.boolean(), words: z.string() }).optional(),
  /** Messages that wait to be sent. */
  waiting: z.int(),
});
export type HookView = z.infer<typeof HookView>;

/** `consoleUrl`: the origin that the links of its messages lead to. */
export const CreateHook = z.object({
  kind: HookKind,
  name: Name,
  url: Address,
  secret: Secret.optional(),
  kinds: Kinds,
  consoleUrl: z.url({ protocol: /^https?$/ }).max(300),
});
export type CreateHook = z.infer<typeof CreateHook>;

/** The secret that a program checks signatures with; of `generic` ones alone, and this once. */
export const HookWithSecret = z.object({ view: HookView, secret: z.string().optional() });
export type HookWithSecret = z.infer<typeof HookWithSecret>;

export const UpdateHook = z
  .object({ name: Name, kinds: Kinds, on: z.boolean() })
  .partial()
  .refine((wish) => Object.keys(wish).length > 0, 'change something');
export type UpdateHook = z.infer<typeof UpdateHook>;

/** The body of an event that a `generic` hook is sent, signed as the Standard Webhooks specification says. */
export const HookEvent = z.object({
  type: z.union([NotificationKind, z.literal('test')]),
  timestamp: Instant,
  data: z.object({
    office: z.object({ id: Id, name: z.string() }),
    announcement: z.object({ id: Id, title: z.string() }).optional(),
    targets: z.array(z.object({ id: Id, name: z.string() })),
    subjectId: Id.optional(),
    /** The console's page about it. */
    link: z.string(),
  }),
});
export type HookEvent = z.infer<typeof HookEvent>;
