import 'reflect-metadata';
import { ConfigError, readConfig, type HubConfig } from './platform/config/index.js';
import { createLogger, type Logger } from './platform/log/index.js';
import { readyText } from './ready-text.js';

/** After this long, a hub that was asked to end is ended. */
const patienceMs = 40_000;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

async function main(): Promise<void> {
  let config: HubConfig;
  try {
    config = readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const sentence of error.sentences) process.stderr.write(`${sentence}\n`);
    process.exitCode = 1;
    return;
  }
  const logger = createLogger(config.logLevel);
  const asked = endOnSignals(logger);
  keepGoing(logger);
  try {
    // Only now, so that a mistake in the settings is said at once.
    const { startHub } = await import('./hub.js');
    const hub = await startHub(config, logger, asked);
    say(readyText(config, hub.firstRun, { drills: await hub.drills(), screens: await hub.screens() }));
    await new Promise<void>((resolve) => {
      if (asked.aborted) resolve();
      asked.addEventListener('abort', () => {
        resolve();
      });
    });
    await hub.stop();
    process.exit(0);
  } catch (error) {
    if (asked.aborted) process.exit(0);
    explain(error, config);
    process.exit(1);
  }
}

/** The first SIGTERM or SIGINT asks the hub to end; the second one ends it. */
function endOnSignals(logger: Logger): AbortSignal {
  const asked = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => {
      if (asked.signal.aborted) process.exit(130);
      logger.info({ signal: name }, 'the hub ends');
      asked.abort();
      setTimeout(() => {
        logger.error({}, 'the hub did not end in time and is cut off; nothing that was committed is lost');
        process.exit(1);
      }, patienceMs).unref();
    });
  }
  return asked.signal;
}

/** A promise that nobody waited for is a mistake in one place; ending the whole hub for it would be a second one. */
function keepGoing(logger: Logger): void {
  process.on('unhandledRejection', (reason) => {
    logger.error({ err: reason }, 'an error reached nobody');
  });
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'the hub is in an unknown state and ends; start it again');
    process.exit(1);
  });
}

/** Errors whose message is a sentence for the person who starts the hub. */
const plain = [
  'ListenError',
  'EmbeddedPostgresError',
  'DatabaseRefusal',
  'RedisRefusal',
  'KeysRefusal',
  'AuthorityError',
];

function explain(error: unknown, config: HubConfig): void {
  const known = error instanceof Error && plain.includes(error.name);
  const said = error instanceof Error && error.message !== '' ? error.message : String(error);
  const hint = 'HUB_LOG_LEVEL=debug shows where.';
  process.stderr.write(known ? `${said}\n` : `The hub could not start: ${said} (${hint})\n`);
  const curious = config.logLevel === 'debug' || config.logLevel === 'trace';
  if (curious && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
}

await main();
