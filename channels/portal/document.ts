import { z } from 'zod';
import { AssetRef, Instant } from '../../src/contract/values.js';

/** One line of the metadata block that government portals show above an article. */
export const Fact = z.strictObject({ name: z.string(), label: z.string(), value: z.string() });
export type Fact = z.infer<typeof Fact>;

/** The frozen canonical document of one article for a portal. Pictures in the HTML are `asset:sha256:…`. */
export const PortalDocument = z.strictObject({
  format: z.literal('portal.v1'),
  title: z.string(),
  html: z.string(),
  /** The same as plain text, lists with their marks, tables with tabs. */
  text: z.string(),
  facts: z.array(Fact),
  column: z.string().optional(),
  expiresAt: Instant.optional(),
  permalink: z.url(),
  office: z.strictObject({ name: z.string(), shortName: z.string() }),
  /** In the order of the text. */
  pictures: z.array(AssetRef.extend({ alt: z.string() })),
  attachments: z.array(AssetRef),
  word: AssetRef,
});
export type PortalDocument = z.infer<typeof PortalDocument>;
