import { z } from 'zod';

/** Why something is not disclosed; `kit/grounds.ts` says the article and what it means. */
export const Ground = z.enum([
  'secret',
  'law',
  'safety',
  'trade',
  'privacy',
  'internal',
  'process',
  'case_file',
]);
export type Ground = z.infer<typeof Ground>;

/** Goes with the verdict `withhold`. Without `againOn`: by the office's setting. A year ahead at most. */
export const Withhold = z.object({ ground: Ground, againOn: z.iso.date().optional() });
export type Withhold = z.infer<typeof Withhold>;
