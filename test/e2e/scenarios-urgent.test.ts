import { openHouse } from './support/house.js';
import { emergency } from './scenarios/emergency.js';
import { joint } from './scenarios/joint.js';
import { playAll } from './scenarios/play.js';
import { takeBack } from './scenarios/take-back.js';

playAll(openHouse(), [
  ['s4', 'S4: a list with an ID number is found, taken back everywhere, and put right', takeBack],
  ['s2', 'S2: a warning is approved by two on duty and on every screen within ten seconds', emergency],
  ['s5', 'S5: a policy and its interpretation go together at ten, or not at all', joint],
]);
