/**
 * Tables that do not travel: those that migrations fill, and those that describe a moment of one running hub, such as
 * sessions, processes, leases and counters against guessing; and counts, which are made anew from what was counted. All
 * others do, also those that are added later.
 */
const leftOut = [
  'kysely_migration',
  'kysely_migration_lock',
  'transition',
  'auth_session',
  'auth_verification',
  'login_attempts',
  'pairing_attempt',
  'node',
  'housekeeping',
  'taken_request',
  'turn',
  'draft_pen',
  'onlooker',
  'statistics_day',
  'statistics_speed',
  'statistics_clock',
  'statistics_cursor',
];

/** The same as an array in SQL. */
export const SQL_LEFT_OUT = `array[${leftOut.map((name) => `'${name}'`).join(', ')}]`;
