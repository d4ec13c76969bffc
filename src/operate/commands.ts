import type { Command } from './command.js';
import { list } from './deliveries/list.command.js';
import { replayCommand } from './deliveries/replay.command.js';
import { exportCommand } from './move/export.command.js';
import { importCommand } from './move/import.command.js';
import { drain } from './targets/drain.command.js';
import { pause, resume } from './targets/pause.command.js';
import { verify } from './verify.js';

export const commands: readonly Command[] = [
  list,
  replayCommand,
  pause,
  resume,
  drain,
  verify,
  exportCommand,
  importCommand,
];
