import { openHouse } from './support/house.js';
import { Scene } from './support/scene.js';
import { emergency } from './scenarios/emergency.js';
import { everywhere } from './scenarios/everywhere.js';
import { joint } from './scenarios/joint.js';
import { publicNotice } from './scenarios/public-notice.js';
import { takeBack } from './scenarios/take-back.js';

/** The acceptance scenarios on their own days, one after another in one office; docs/scenarios tells them. */
const house = openHouse();
const PATIENCE_MS = 180_000;

for (const [name, title, play] of [
  ['s1', 'S1: one announcement passes four steps and goes everywhere at half past ten', everywhere],
  ['s4', 'S4: a list with an ID number is found, taken back everywhere, and put right', takeBack],
  ['s2', 'S2: a warning is approved by two on duty and on every screen within ten seconds', emergency],
  ['s5', 'S5: a policy and its interpretation go together at ten, or not at all', joint],
  [
    's3',
    'S3: a public notice stands for its five working days, and is closed after its objection',
    publicNotice,
  ],
] as const)
  house.test(title, async () => play(await Scene.open(house, name)), PATIENCE_MS);
