import { z } from 'zod';

/** The secret part of an invitation's link; it stands behind the `#`, which browsers keep to themselves. */
export const linkToken = z.string().regex(/^[A-Za-z0-9_-]{32}$/);
