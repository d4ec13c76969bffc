import { openHouse } from './support/house.js';
import { playAll } from './scenarios/play.js';
import { everywhere } from './scenarios/everywhere.js';
import { publicNotice } from './scenarios/public-notice.js';

// The ordinary days; `scenarios-urgent` has the others, so that both run at once.
playAll(openHouse(), [
  ['s1', 'S1: one announcement passes four steps and goes everywhere at half past ten', everywhere],
  [
    's3',
    'S3: a public notice stands for its five working days, and is closed after its objection',
    publicNotice,
  ],
]);
