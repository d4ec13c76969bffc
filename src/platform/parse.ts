import type { z } from 'zod';
import { HubError } from '../contract/errors.js';
import { Json } from '../contract/values.js';

/** Parses with a channel's schema. @throws HubError `invalid_request`, paths below `at` */
export function parseFields(schema: z.ZodType, value: Json, at: string): Json {
  const parsed = schema.safeParse(value);
  if (parsed.success) return Json.parse(parsed.data);
  const errors = parsed.error.issues.map((issue: z.core.$ZodIssue) => ({
    path: [at, ...issue.path].join('.'),
    message: issue.message,
  }));
  throw new HubError('invalid_request', undefined, { errors });
}
