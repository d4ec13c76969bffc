import { DatabaseError } from 'pg';

/** Whether the database understood and said no (data, constraints, syntax), which it would say again. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof DatabaseError && /^(?:2[1-3]|42|P0)/.test(error.code ?? '');
