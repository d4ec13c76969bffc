import { z } from 'zod';

/** What the hub starts a drill with, as JSON in its first argument. */
export const DrillOptions = z.object({
  dataDir: z.string().min(1),
  /** The hub's public origin, where bounce notices go. */
  hubPublicUrl: z.url(),
  /** The page's port and the mail server's; without them the last ones, or free ones. */
  ports: z.array(z.int().min(0).max(65_535)).max(2).optional(),
});
export type DrillOptions = z.infer<typeof DrillOptions>;
