import { expect } from '@jest/globals';

/** A Monday in the office; the tenth working day after it is Monday the 7th of December. */
export const MONDAY = '2026-11-23T01:30:00.000Z';

/** A HubError with this code. */
export const refused = (code: string, more: object = {}): unknown =>
  expect.objectContaining({ code, ...more });
