import { z } from 'zod';
import { PUBLISHED_SLOT } from '../../src/contract/channel.js';
import { AssetRef, Instant } from '../../src/contract/values.js';

/** One page as it goes on air: its picture, and everything that can be read in it. */
const TvPage = z.strictObject({
  kind: z.enum(['text', 'picture']),
  picture: AssetRef,
  /** The page's text as its lines stand, without head and foot; a picture's caption or alternative text. */
  text: z.string(),
  /** How long it stays. */
  seconds: z.int().positive(),
});
export type TvPage = z.infer<typeof TvPage>;

/** The frozen canonical document of one notice: its page pictures in order, and its line for the crawl. */
export const TvDocument = z.strictObject({
  format: z.literal('tv.v1'),
  title: z.string(),
  crawl: z.string(),
  category: z.string(),
  issuer: z.string(),
  docNo: z.string().optional(),
  expiresAt: Instant.optional(),
  publishedAt: z.literal(PUBLISHED_SLOT),
  permalink: z.url(),
  pages: z.array(TvPage).min(1),
  /** Characters that the font does not have; the pages show 〓 in their place. */
  missing: z.array(z.string()),
});
export type TvDocument = z.infer<typeof TvDocument>;
