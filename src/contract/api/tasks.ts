import { z } from 'zod';
import { Answers, Ask, HandoffPart } from '../person.js';
import { DeliveryState, Id, Instant, Json, LocalizedText, Operation } from '../values.js';
import { page, Person } from './common.js';

const TaskTarget = z.object({ id: Id, name: z.string(), channel: z.string(), drill: z.boolean() });

/** Work for a person on one delivery: what to do, what to know for it, and what it asks for. */
export const TaskView = z.object({
  id: Id,
  deliveryId: Id,
  announcementId: Id,
  announcementTitle: z.string(),
  target: TaskTarget,
  operation: Operation,
  kind: z.string(),
  text: LocalizedText,
  facts: Json.optional(),
  ask: z.array(Ask).optional(),
  /** `GET /deliveries/:id/handoff` has what is carried over by hand. */
  handoff: z.boolean(),
  openedAt: Instant,
  /** The newest answer; the hub looks at the other side after each one, and the task stays until that convinced it. */
  answeredAt: Instant.optional(),
  /** Whether the one who asks may answer it. */
  mayAnswer: z.boolean(),
});
export type TaskView = z.infer<typeof TaskView>;
export const TaskPage = page(TaskView);
export type TaskPage = z.infer<typeof TaskPage>;

/** By the asked names. A wrong one answers `invalid_request` with `errors[].path` `answers.<name>`. */
export const AnswerTask = z.object({ answers: Answers });
export type AnswerTask = z.infer<typeof AnswerTask>;

/** Something that was said about an item, as its story tells it. */
export const ReportView = z.object({
  at: Instant,
  from: z.enum(['person', 'outside']),
  /** Persons only. */
  by: Person.optional(),
  words: LocalizedText,
});
export type ReportView = z.infer<typeof ReportView>;

/** A part of a hand-off; a file comes with the address (on the console's origin) that downloads it under its name. */
export const HandoffPartView = z.discriminatedUnion('kind', [
  HandoffPart.options[0],
  HandoffPart.options[1],
  HandoffPart.options[2].extend({ href: z.string() }),
]);
export type HandoffPartView = z.infer<typeof HandoffPartView>;

/** The page of a hand-off. */
export const HandoffView = z.object({
  deliveryId: Id,
  announcementId: Id,
  announcementTitle: z.string(),
  versionNumber: z.int(),
  target: TaskTarget,
  operation: Operation,
  state: DeliveryState,
  url: z.string().optional(),
  parts: z.array(HandoffPartView),
  checklist: z.array(LocalizedText),
  /** The open task of this delivery, if there is one. */
  task: TaskView.optional(),
});
export type HandoffView = z.infer<typeof HandoffView>;
