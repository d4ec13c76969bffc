import { z } from 'zod';
import { Metadata } from '../../src/contract/metadata.js';
import { PUBLISHED_SLOT } from '../../src/contract/channel.js';
import { AssetRef, Instant } from '../../src/contract/values.js';

/** The frozen canonical document of one notice. Its body is sanitised HTML in which pictures are `asset:sha256:…`. */
export const SiteDocument = z.strictObject({
  format: z.literal('site.v1'),
  title: z.string(),
  body: z.string(),
  /** The beginning of the body's text, for search engines and lists. */
  summary: z.string(),
  category: z.string(),
  issuer: z.string(),
  docNo: z.string().optional(),
  indexNo: z.string().optional(),
  expiresAt: Instant.optional(),
  /** Missing in documents of before there was any. */
  metadata: Metadata.optional(),
  /** What it belongs with. A page leads only to those that this site shows at that moment. */
  related: z.array(z.strictObject({ slug: z.string(), title: z.string(), permalink: z.url() })).optional(),
  publishedAt: z.literal(PUBLISHED_SLOT),
  permalink: z.url(),
  office: z.strictObject({ name: z.string(), shortName: z.string() }),
  pictures: z.array(AssetRef),
  attachments: z.array(AssetRef),
});
export type SiteDocument = z.infer<typeof SiteDocument>;
