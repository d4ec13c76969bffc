import { z } from 'zod';
import { Instant } from '../values.js';
import { NotificationKind } from './notifications.js';

/** The office's own mail server, for what members are told. The password is kept apart. */
export const MailServerSettings = z.object({
  host: z.string().trim().min(1).max(253),
  port: z.int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  user: z.string().max(254).optional(),
  senderName: z.string().trim().min(1).max(60),
  senderAddress: z.email().max(254),
  /** Where the links of the mails lead: the console's origin. */
  consoleUrl: z.url({ protocol: /^https?$/ }).max(300),
});
export type MailServerSettings = z.infer<typeof MailServerSettings>;

/** The office's mail server as administrators see it; its password is never shown again. */
export const MailServerView = z.object({
  /** Missing: the office has no mail. */
  server: MailServerSettings.extend({ hasPassword: z.boolean() }).optional(),
  last: z.object({ at: Instant, ok: z.boolean(), words: z.string() }).optional(),
});
export type MailServerView = z.infer<typeof MailServerView>;

/** Without a password the kept one stays, as long as server and account are the same; null takes it away. */
export const SetMailServer = MailServerSettings.extend({ password: z.string().max(254).nullish() });
export type SetMailServer = z.infer<typeof SetMailServer>;

export const TestMail = z.object({ to: z.email().max(254) });
export type TestMail = z.infer<typeof TestMail>;

/** What a member is told by mail. Nothing is, until they say so. */
export const NotificationMail = z.object({
  /** Whether the office has a mail server. */
  available: z.boolean(),
  address: z.string(),
  kinds: z.array(NotificationKind),
  /** At most one mail in so many minutes. */
  everyMinutes: z.int(),
});
export type NotificationMail = z.infer<typeof NotificationMail>;

/** No kinds: no mail. */
export const SetNotificationMail = z.object({
  address: z.email().max(254),
  kinds: z.array(NotificationKind).max(NotificationKind.options.length),
});
export type SetNotificationMail = z.infer<typeof SetNotificationMail>;
