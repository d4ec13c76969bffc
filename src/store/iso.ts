import { sql, type RawBuilder } from 'kysely';

/** A `timestamptz` as the API writes instants. */
export const iso = (column: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
