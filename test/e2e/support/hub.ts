import { mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Role } from '../../../src/contract/api.js';
import { HubProcess } from '../../medium/support/hub-process.js';
import { freePair } from '../../support/free-pair.js';
import { until } from '../../support/until.js';
import { z } from 'zod';
import { DemoStore } from './demo.js';
import { HUB_NAME } from './browser.js';
import { Member } from './member.js';

export const FirstRun = z.object({
  members: z.array(z.object({ role: Role, username: z.string(), password: z.string(), name: z.string() })),
});
export type Credentials = z.infer<typeof FirstRun>['members'][number];

/** The built hub with a demo office, in a process and a data folder of its own. */
export class Hub {
  /** How programs on this machine reach the console. */
  console = '';
  site = '';
  /** How everybody else's browser does: by HTTPS, under a name of the office's network. */
  readonly origin: string;
  private process: HubProcess | undefined;
  private readonly signedIn = new Map<Role, Promise<Member>>();

  private constructor(
    readonly dataDir: string,
    private readonly port: number,
    private readonly tlsPort: number,
    private readonly shared: boolean,
    private readonly empty: boolean,
  ) {
    this.origin = `https://${HUB_NAME}:${String(tlsPort)}`;
  }

  /** One whose first start made its demo office in this run; `fresh` is one whose first start is now, `empty` one without a demo. */
  static async start({ fresh = false, empty = false } = {}): Promise<Hub> {
    const demo = fresh || empty ? undefined : DemoStore.ofRun();
    if (demo) return Hub.begun(demo.dataDir, await Hub.furnish(demo), true);
    const folder = await mkdtemp(join(tmpdir(), 'hub-e2e-'));
    return Hub.begun(join(folder, 'data'), await freePair(), false, empty);
  }

  private static async begun(dataDir: string, port: number, shared: boolean, empty = false): Promise<Hub> {
    const hub = new Hub(dataDir, port, await freePair(), shared, empty);
    try {
      await hub.begin();
    } catch (error) {
      await hub.discard();
      throw error;
    }
    return hub;
  }

  /** Puts the run's demo office in its place, or makes it there. Returns its port. */
  private static async furnish(demo: DemoStore): Promise<number> {
    const known = await demo.port();
    if (known !== undefined) {
      await demo.restore();
      return known;
    }
    const port = await freePair();
    const hub = await Hub.begun(demo.dataDir, port, true);
    await hub.atRest();
    await hub.stop();
    await demo.keep(port);
    return port;
  }

  /** Settles when what the demo released has gone out. */
  private async atRest(): Promise<void> {
    const clerk = await this.signIn('clerk');
    const onTheWay = ['scheduled', 'queued', 'sending'];
    await until(
      async () => (await clerk.board()).items.flatMap(({ deliveries }) => deliveries),
      (all) => all.length > 0 && all.every(({ state }) => !onTheWay.includes(state)),
      { withinMs: 60_000, everyMs: 200 },
    );
  }

  /** What a process on this data needs in its environment. */
  get environment(): Record<string, string> {
    return {
      HUB_DATA: this.dataDir,
      PORT: String(this.port),
      HUB_TLS_PORT: String(this.tlsPort),
      HUB_TLS_NAMES: HUB_NAME,
      ...(this.empty ? { HUB_DEMO: 'off' } : {}),
    };
  }

  /** Everything that its processes wrote to standard error. */
  noise = '';

  /** Starts on the data that is there, and waits until it serves. */
  async begin(): Promise<void> {
    this.process = HubProcess.start(this.environment);
    const { console, site } = await this.process.ready();
    Object.assign(this, { console, site });
  }

  /** The drills' pages that it named at its start. */
  get drills(): { url: string; title: string }[] {
    return (this.process?.lines ?? []).flatMap((line) => {
      const [, url, title] = /^ +演练 drill +(\S+) +(.+)$/.exec(line) ?? [];
      return url === undefined || title === undefined ? [] : [{ url, title }];
    });
  }

  /** Stops a channel's drill where it stands: it takes connections and never answers. Returns what lets it go on. */
  async freezeDrill(channel: string): Promise<() => void> {
    const marks = [`channels/${channel}/drill/`, join(this.dataDir, 'drills', channel)];
    for (const pid of await readdir('/proc')) {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (!marks.every((mark) => command.includes(mark))) continue;
      process.kill(Number(pid), 'SIGSTOP');
      return () => process.kill(Number(pid), 'SIGCONT');
    }
    throw new Error(`no drill of ${channel} runs`);
  }

  get isRunning(): boolean {
    return this.process?.isRunning ?? false;
  }

  /** `SIGKILL`: as a power cut would end it; its database may live on. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Asks it to end; its exit code. */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const code = (await this.process?.end(signal)) ?? null;
    this.noise += this.process?.noise ?? '';
    this.process = undefined;
    return code;
  }

  /** What it wrote so far, for whoever looks into a failure. */
  get log(): string {
    return this.noise + (this.process?.noise ?? '');
  }

  async credentials(role: Role): Promise<Credentials> {
    const text = await readFile(join(this.dataDir, 'first-run.json'), 'utf8');
    const found = FirstRun.parse(JSON.parse(text)).members.find((member) => member.role === role);
    if (!found) throw new Error(`the first run made no ${role}`);
    return found;
  }

  /** The API as this role's member, signed in once for all tests of a file. */
  as(role: Role): Promise<Member> {
    const known = this.signedIn.get(role) ?? this.signIn(role);
    this.signedIn.set(role, known);
    return known;
  }

  /** Another session of the same member. */
  async signIn(role: Role): Promise<Member> {
    return Member.signIn(this.console, await this.credentials(role));
  }

  /** Ends the process and removes its data, also where its database put them as root; what is shared goes with the run. */
  async discard(): Promise<void> {
    await this.stop();
    if (this.shared) return;
    const cluster = await readlink(join(this.dataDir, 'postgres')).catch(() => undefined);
    if (cluster) await rm(dirname(cluster), { recursive: true, force: true });
    await rm(dirname(this.dataDir), { recursive: true, force: true });
  }
}
