import type { Parts } from './parts.js';
import type { Sections } from './sections.js';
import type { zhCn } from './zh-CN.js';

/** All words, also those that come with their pages. */
export type ZhCn = typeof zhCn &
  Parts['boards'] &
  Parts['cleaning'] &
  Parts['dictionary'] &
  Parts['consulting'] &
  Parts['figures'] &
  Parts['fleet'] &
  Parts['keys'] &
  Parts['passing'] &
  Parts['programming'] &
  Parts['plays'] &
  Parts['rectifying'] &
  Parts['rescan'] &
  Parts['rules'] &
  Parts['service'] &
  Parts['signOn'] &
  Parts['standIns'] &
  Parts['telling'] &
  Parts['warnings'] &
  Parts['workingDays'];

export type English = Sections<typeof zhCn>;
export type Dictionary = typeof zhCn | English;
