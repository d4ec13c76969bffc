import { z } from 'zod';
import { PUBLISHED_SLOT } from '../../src/contract/channel.js';
import { AssetRef, Instant } from '../../src/contract/values.js';

/** What an outlet prints, reads or shows: the part of the pack that is made for its kind. */
export const OutletText = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('newspaper'),
    paragraphs: z.array(z.string()),
    /** Characters with punctuation, without spaces. */
    characters: z.int().nonnegative(),
    limit: z.int().positive().optional(),
  }),
  z.strictObject({
    kind: z.literal('radio'),
    /** One sentence a line, numbers in words. */
    lines: z.array(z.string()),
    seconds: z.int().nonnegative(),
  }),
  z.strictObject({ kind: z.literal('tv'), lead: z.string(), captions: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('magazine'), characters: z.int().nonnegative() }),
]);
export type OutletText = z.infer<typeof OutletText>;

/** The frozen canonical document of one pack. Pictures are named by hash; the embargo is filled in from the release. */
export const PressDocument = z.strictObject({
  format: z.literal('press.v1'),
  title: z.string(),
  outlet: OutletText,
  /** The whole text: as paragraphs, and as clean HTML without pictures. */
  paragraphs: z.array(z.string()),
  html: z.string(),
  pictures: z.array(z.strictObject({ asset: AssetRef, caption: z.string() })),
  attachments: z.array(AssetRef),
  answers: z.array(z.strictObject({ question: z.string(), answer: z.string() })),
  contact: z.string().optional(),
  category: z.string(),
  issuer: z.string(),
  docNo: z.string().optional(),
  indexNo: z.string().optional(),
  expiresAt: Instant.optional(),
  /** Before this time nothing may be published. */
  embargo: z.literal(PUBLISHED_SLOT),
  permalink: z.url(),
  office: z.strictObject({ name: z.string(), shortName: z.string() }),
});
export type PressDocument = z.infer<typeof PressDocument>;
