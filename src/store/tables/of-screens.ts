import type { BoardTables } from './boards.js';
import type { FleetTables } from './fleet.js';
import type { PlayTables } from './plays.js';
import type { ProgrammeTables } from './programmes.js';
import type { ScreenTables as CoreTables } from './screens.js';
import type { WarningTables } from './warnings.js';

/** Everything of screens: who they are, what they show and showed, what stands above it, what is wrong with them. */
export type ScreenTables = CoreTables &
  BoardTables &
  FleetTables &
  PlayTables &
  ProgrammeTables &
  WarningTables;
