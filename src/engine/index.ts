import type { HubConfig } from '../platform/config/index.js';
import type { Logger } from '../platform/log/index.js';
import type { Undo } from '../platform/undo.js';
import { startEmbedded } from './embedded.js';
import type { Engine } from './engine.js';

export type { Engine } from './engine.js';

/** Starts what the settings name. `lanes` is how many queues there will be; what started is pushed to `undo`. */
export async function startEngine(
  config: HubConfig,
  lanes: number,
  logger: Logger,
  undo: Undo,
  signal: AbortSignal,
): Promise<Engine> {
  const { engine } = config;
  if (engine.kind === 'embedded') return startEmbedded(config, lanes, logger, undo);
  const { startDistributed } = await import('./distributed.js');
  return startDistributed(config, engine, logger, undo, signal);
}
