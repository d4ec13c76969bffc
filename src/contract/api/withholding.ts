import { z } from 'zod';
import { Ground } from './ground.js';
import { Id, Instant } from '../values.js';
import { Person } from './common.js';

/** kept: it was looked at again and stays withheld. lifted: it goes back to its draft. */
export const WithholdingAct = z.enum(['withheld', 'kept', 'lifted']);

/** One look at whether something is withheld; the first comes of the review. */
export const WithholdingView = z.object({
  number: z.int(),
  act: WithholdingAct,
  ground: Ground.optional(),
  words: z.string(),
  /** When it is looked at again (条例 Art. 18). */
  againOn: z.iso.date().optional(),
  by: Person,
  at: Instant,
});
export type WithholdingView = z.infer<typeof WithholdingView>;

/** Those of the newest version that was withheld, oldest first; none for what never was. */
export const WithholdingList = z.object({
  items: z.array(WithholdingView),
  /** It is withheld now. */
  withheld: z.boolean(),
  due: z.boolean(),
});
export type WithholdingList = z.infer<typeof WithholdingList>;

export const WithheldRow = z.object({
  announcementId: Id,
  title: z.string(),
  category: z.string(),
  ground: Ground,
  againOn: z.iso.date(),
  due: z.boolean(),
  /** When it was decided on first. */
  since: Instant,
  /** How often it was looked at again. */
  looks: z.int(),
});
export type WithheldRow = z.infer<typeof WithheldRow>;
/** What is to be looked at again first stands first; 500 at most. */
export const WithheldList = z.object({ items: z.array(WithheldRow), total: z.int() });
export type WithheldList = z.infer<typeof WithheldList>;

/** `number` is that of the look before, as it was seen. */
export const Reappraise = z.object({
  act: WithholdingAct.exclude(['withheld']),
  number: z.int().positive(),
  words: z.string().trim().min(1).max(2000),
  againOn: z.iso.date().optional(),
});
export type Reappraise = z.infer<typeof Reappraise>;
