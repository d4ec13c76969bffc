import type { ColumnType, JSONColumnType } from 'kysely';

/** A `timestamptz`: read as Date, written as Date or left to the database's clock. */
export type Timestamp = ColumnType<Date, Date | string, Date | string>;
export type MaybeTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
export type StampedTimestamp = ColumnType<Date, Date | string | undefined, Date | string>;
/** A `bigint` or `xid8`: read as text, so that nothing is rounded. */
export type Big = ColumnType<string, string | number | bigint, string | number | bigint>;
/** JSON that is written as text. */
export type JsonOf<T> = JSONColumnType<T & object>;
