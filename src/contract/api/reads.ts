import { z } from 'zod';

/** A path below `API_PREFIX` with its query, as a page asks for it. */
const ReadPath = z
  .string()
  .max(500)
  .regex(/^\/[a-z0-9][\w/.-]*(?:\?[^#\s]*)?$/)
  .refine((path) => !path.includes('..') && !/^\/reads\b/.test(path));

/** What a page reads first: `path` once for each answer, two of them at least. */
export const ReadsQuery = z.object({
  path: z.array(ReadPath).min(2).max(30),
});
export type ReadsQuery = z.infer<typeof ReadsQuery>;

/** In the order of the paths, what each of them would have answered by itself: its status and its JSON. */
export const Reads = z.object({ answers: z.array(z.object({ status: z.int(), body: z.unknown() })) });
export type Reads = z.infer<typeof Reads>;
