import { z } from 'zod';

/** How long a page stays is frozen with its picture, so a change of these reaches versions that are submitted later. */
export const TvSettings = z.object({
  charactersPerSecond: z
    .number()
    .min(2)
    .max(8)
    .default(5)
    .meta({
      label: { zh: '阅读速度（字/秒）', en: 'Reading speed (characters a second)' },
      hint: {
        zh: '决定每页停留多久；4 至 6 适合大多数观众。',
        en: 'Decides how long a page stays; 4 to 6 suit most viewers.',
      },
    }),
  shortestSeconds: z
    .int()
    .min(5)
    .max(60)
    .default(8)
    .meta({ label: { zh: '每页最短停留（秒）', en: 'Shortest time of a page (seconds)' } }),
  feedItems: z
    .int()
    .min(1)
    .max(100)
    .default(30)
    .meta({
      label: { zh: '播出条数上限', en: 'Items in the feed at most' },
      hint: {
        zh: '信息源里最多有多少条信息，最新的在前；更早的自动让位。',
        en: 'How many notices the feeds carry, newest first; earlier ones give way.',
      },
    }),
});
export type TvSettings = z.infer<typeof TvSettings>;

/** Code points of a crawl line. */
export const MAX_CRAWL = 60;

/** What a draft may say for television alone. */
export const TvExtras = z.object({
  crawl: z
    .string()
    .trim()
    .refine((text) => [...text].length <= MAX_CRAWL, `at most ${String(MAX_CRAWL)} characters`)
    .default('')
    .meta({
      label: { zh: '滚动字幕', en: 'Crawl text' },
      hint: {
        zh: `不超过 ${String(MAX_CRAWL)} 字，一行；不填则用标题。`,
        en: `One line of at most ${String(MAX_CRAWL)} characters; the title when left empty.`,
      },
    }),
});
