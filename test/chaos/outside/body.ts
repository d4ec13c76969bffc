import { z } from 'zod';

/** What a request to a sink may carry. */
export const Body = z
  .object({
    title: z.string(),
    body: z.string(),
    mark: z.string(),
    draftId: z.string(),
    callback: z.string(),
  })
  .partial()
  .nullable();
export type Body = z.infer<typeof Body>;
