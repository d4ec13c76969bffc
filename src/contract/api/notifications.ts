import { z } from 'zod';
import { Id, Instant } from '../values.js';
import { page, PageQuery } from './common.js';

/** What somebody is told. The same words name the events that other programs are sent. */
export const NotificationKind = z.enum([
  /** What blocks a draft is to stay: somebody who may is asked to say why. */
  'screening.asked',
  'review.waiting',
  /** It has waited for long, or is to be out soon. */
  'review.overdue',
  /** It was signed by hand; the scan waits for its second look. */
  'review.paper',
  'review.returned',
  'review.approved',
  'review.withheld',
  /** A body that was asked has not replied in time. */
  'consultation.overdue',
  /** What is withheld is to be looked at again. */
  'withheld.due',
  /** What was let go on duty has to be reviewed soon, or should have been. */
  'after.near',
  'after.overdue',
  /** Somebody objects to a public notice on its page. */
  'objection.received',
  /** What is out was looked at again, and something was found that nobody has answered. */
  'rescan.found',
  /** What went wrong is to be put right. */
  'rectification.opened',
  /** It is done, and waits for a second person. */
  'rectification.done',
  'rectification.returned',
  'rectification.signed',
  /** It is due soon, or should have been done. */
  'rectification.near',
  'rectification.overdue',
  'recall.waiting',
  'recall.approved',
  'recall.refused',
  /** A recall that the other side refused, or that only a person can end. */
  'recall.stuck',
  'delivery.failed',
  'delivery.unconfirmed',
  'delivery.missing',
  /** A delivery asks for a person's hand. */
  'task.open',
  /** Nobody has seen to it for long. */
  'task.overdue',
  'target.paused',
  /** Something is wrong with screens of a group. */
  'screen.trouble',
  'hook.disabled',
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

/** One thing a member is told. While it is unread, more of its kind about the same thing join it. */
export const NotificationView = z.object({
  id: Id,
  kind: NotificationKind,
  /** The newest of `times`. */
  at: Instant,
  times: z.int(),
  read: z.boolean(),
  announcement: z.object({ id: Id, title: z.string() }).optional(),
  targets: z.array(z.object({ id: Id, name: z.string() })),
  /** The version, the request, the delivery, the target or the hook that it is about. */
  subjectId: Id.optional(),
});
export type NotificationView = z.infer<typeof NotificationView>;

export const NotificationQuery = PageQuery.extend({ unread: z.stringbool().default(false) });
export type NotificationQuery = z.infer<typeof NotificationQuery>;
export const NotificationPage = page(NotificationView);
export type NotificationPage = z.infer<typeof NotificationPage>;

export const UnreadCount = z.object({ unread: z.int() });
export type UnreadCount = z.infer<typeof UnreadCount>;

/** Everything up to the newest one that was seen; what came meanwhile stays unread. */
export const ReadAll = z.object({ until: Instant });
export type ReadAll = z.infer<typeof ReadAll>;

/** `wecom`: 企业微信群机器人. `dingtalk`: 钉钉自定义机器人. `generic`: a program that takes signed events. */
export const HookKind = z.enum(['wecom', 'dingtalk', 'generic']);
export type HookKind = z.infer<typeof HookKind>;
