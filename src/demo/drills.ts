import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LocalizedText } from '../contract/values.js';
import { smtpEntry, type OutboundAllowList } from '../platform/http/index.js';
import { programExtension } from '../platform/project-root.js';
import { isMissing, writeAtomically } from '../platform/storage/atomic.js';
import { CHANNELS_FOLDER } from '../targets/discover.js';
import type { DrillLine } from './drill-line.js';
import { DrillProcess, type DrillProcessOptions } from './drill-process.js';

export interface DrillsOptions extends Pick<DrillProcessOptions, 'log' | 'execArgv' | 'startWithinMs'> {
  /** The hub's data folder; a drill keeps its state in `drills/<channel id>` below it. */
  dataDir: string;
  hubPublicUrl: string;
  channelsFolder?: string;
}

/** What is known of a channel's drill: what it says while it serves, or why it does not. */
export type DrillState = { id: string } & ({ line: DrillLine } | { failure: string });

/** Hears of a drill each time that it serves or fails to start. Rejections are logged. */
export type DrillListener = (state: DrillState) => Promise<void> | void;

/** A page of a drill for people. */
const DrillPage = z.object({ title: LocalizedText, url: z.url() });
export type DrillPage = z.infer<typeof DrillPage>;

/** Beside a drill's own state. */
const PAGE_FILE = 'page.json';

const pageOf = ({ title, url }: DrillLine): DrillPage => ({ title, url });

async function readPage(folder: string): Promise<DrillPage | undefined> {
  const text = await readFile(join(folder, PAGE_FILE), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  return text === undefined ? undefined : DrillPage.parse(JSON.parse(text));
}

/** The programs of the demo that stand in for the outside, each in a process of its own. */
export class Drills {
  private readonly states = new Map<string, DrillState>();
  private readonly processes: DrillProcess[];
  private readonly listeners = new Set<DrillListener>();
  /** What is told is told in its order. */
  private telling: Promise<void> = Promise.resolve();

  private constructor(
    private readonly programs: readonly { id: string; main: string }[],
    private readonly options: DrillsOptions,
  ) {
    const { dataDir, hubPublicUrl, log, execArgv, startWithinMs } = options;
    this.processes = programs.map(
      ({ id, main }) =>
        new DrillProcess({
          id,
          main,
          dataDir: join(dataDir, 'drills', id),
          hubPublicUrl,
          log,
          execArgv,
          startWithinMs,
          onServing: (line) => {
            this.hear({ id, line });
          },
          onFailure: (failure) => {
            this.hear({ id, failure });
          },
        }),
    );
  }

  /** Starts every drill that a channel's folder holds, without waiting for them. */
  static async start(options: DrillsOptions): Promise<Drills> {
    return new Drills(await findDrills(options.channelsFolder ?? CHANNELS_FOLDER), options);
  }

  /** Settles when each drill has served once or has failed to. */
  async settled(): Promise<void> {
    await Promise.all(this.processes.map(({ started }) => started));
  }

  /** Hands over what is known now and everything that follows. Settles when what is known was taken. */
  async listen(listener: DrillListener): Promise<void> {
    this.listeners.add(listener);
    await Promise.all(this.known().map((state) => this.tell(listener, state)));
  }

  /** What is known of each drill now, by channel. */
  known(): DrillState[] {
    return [...this.states.values()].sort((a, b) => a.id.localeCompare(b.id));
  }

  /** The pages of the drills, by channel, where each serves now or served last: a drill keeps its ports. */
  async pages(): Promise<DrillPage[]> {
    const pages = this.programs.map(async ({ id }) => {
      const state = this.states.get(id);
      if (state) return 'line' in state ? pageOf(state.line) : undefined;
      return readPage(join(this.options.dataDir, 'drills', id));
    });
    return (await Promise.all(pages)).filter((page) => page !== undefined);
  }

  async stop(): Promise<void> {
    this.listeners.clear();
    await Promise.all(this.processes.map((process) => process.stop()));
    await this.telling;
  }

  private hear(state: DrillState): void {
    this.states.set(state.id, state);
    if ('line' in state) void this.tell(() => this.remember(state.id, state.line), state);
    for (const listener of this.listeners) void this.tell(listener, state);
  }

  private async remember(id: string, line: DrillLine): Promise<void> {
    await writeAtomically(join(this.options.dataDir, 'drills', id, PAGE_FILE), JSON.stringify(pageOf(line)));
  }

  private tell(listener: DrillListener, state: DrillState): Promise<void> {
    this.telling = this.telling
      .then(() => listener(state))
      .catch((error: unknown) => {
        this.options.log.error({ err: error, drill: state.id }, 'what a drill said was not taken over');
      });
    return this.telling;
  }
}

/** Lets the hub call the drills that serve, though they stand on this machine; a port that one left may be anybody's. */
export const lendTheWay =
  (allowed: OutboundAllowList): DrillListener =>
  (state) => {
    const lender = `drill:${state.id}`;
    if (!('line' in state)) {
      allowed.withdraw(lender);
      return;
    }
    const { origins, smtp } = state.line;
    allowed.lend(lender, [...origins, ...(smtp ? [smtpEntry(smtp.host, smtp.port)] : [])]);
  };

/** The channels' drills, compiled or from the sources as this file is, by channel. */
async function findDrills(folder: string): Promise<{ id: string; main: string }[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const programs = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ id: name, main: join(folder, name, 'drill', `main${programExtension}`) }));
  const found = await Promise.all(programs.map(({ main }) => exists(main)));
  return programs.filter((_, index) => found[index]).sort((a, b) => a.id.localeCompare(b.id));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}
