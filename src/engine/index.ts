import type { HubConfig } from '../platform/config/index.js';
import type { Logger } from '../platform/log/index.js';
import type { Undo } from '../platform/undo.js';
import { startDistributed } from './distributed.js';
import { startEmbedded } from './embedded.js';
import type { Engine } from './engine.js';

export type { Engine } from './engine.js';

/** Starts what the settings name. `lanes` is how many queues there will be; what started is pushed to `undo`. */
export function startEngine(
  config: HubConfig,
  lanes: number,
  logger: Logger,
  undo: Undo,
  signal: AbortSignal,
): Promise<Engine> {
  const { engine } = config;
  return engine.kind === 'embedded'
    ? startEmbedded(config, lanes, logger, undo)
    : startDistributed(config, engine, logger, undo, signal);
}
