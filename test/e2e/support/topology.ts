import { chmod } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { DrillLine } from '../../../src/demo/drill-line.js';
import { Drills } from '../../../src/demo/drills.js';
import { createLogger } from '../../../src/platform/log/index.js';
import { HubProcess } from '../../medium/support/hub-process.js';
import { freePair } from '../../support/free-pair.js';
import { Nginx } from '../../support/nginx.js';
import type { RedisServer } from '../../support/redis-server.js';
import { setUp } from '../../support/set-up.js';
import { Ground } from './ground.js';
import { Member } from './member.js';

/** The hub's processes, by the names of docker-compose.yml. */
export type NodeName = 'scheduler' | 'web-1' | 'web-2' | 'worker-1' | 'worker-2';
const names: readonly NodeName[] = ['scheduler', 'web-1', 'web-2', 'worker-1', 'worker-2'];

const callable = ({ origins, smtp }: DrillLine): string[] => [
  ...origins,
  ...(smtp ? [`smtp://${smtp.host}:${smtp.port}`] : []),
];

/** docker-compose.yml as plain processes: PostgreSQL, Redis, S3 storage, nginx, and five hub processes. */
export class Topology {
  readonly nodes = new Map<NodeName, HubProcess>();
  private noise = '';
  private nginx: Nginx | undefined;
  private besides: Drills | undefined;

  private constructor(
    private readonly ground: Ground,
    private readonly ports: { front: number; 'web-1': number; 'web-2': number },
  ) {}

  /** With `drills` the drills of the channels run beside it, and its processes may call them. */
  static async start(options: { drills?: boolean } = {}): Promise<Topology> {
    const ground = await Ground.start();
    // nginx's worker is another user where root starts it.
    await chmod(ground.folder, 0o755);
    const ports = { front: await freePair(), 'web-1': await freePair(), 'web-2': await freePair() };
    const topology = new Topology(ground, ports);
    try {
      if (options.drills) await topology.openDrills();
      await topology.open();
    } catch (error) {
      await topology.stop();
      throw error;
    }
    return topology;
  }

  get redis(): RedisServer {
    return this.ground.redis;
  }

  /** The console's origin, through nginx. */
  get console(): string {
    return `http://127.0.0.1:${this.ports.front}`;
  }

  /** The public pages' origin, through nginx. */
  get site(): string {
    return `http://127.0.0.1:${this.ports.front + 1}`;
  }

  /** A web node's console, past nginx. */
  direct(name: 'web-1' | 'web-2'): string {
    return `http://127.0.0.1:${this.ports[name]}`;
  }

  get log(): string {
    return (
      (this.nginx?.noise ?? '') + this.noise + [...this.nodes.values()].map((node) => node.noise).join('')
    );
  }

  /** What each drill says of itself, by its channel. */
  get drills(): ReadonlyMap<string, DrillLine> {
    const lines = (this.besides?.known() ?? []).map((state): [string, DrillLine] => {
      if ('failure' in state) throw new Error(`the drill of ${state.id} does not serve: ${state.failure}`);
      return [state.id, state.line];
    });
    return new Map(lines);
  }

  private async openDrills(): Promise<void> {
    this.besides = await Drills.start({
      dataDir: this.ground.folder,
      hubPublicUrl: this.site,
      log: createLogger('warn', { write: (line) => (this.noise += line) }),
      execArgv: ['--import', './test/support/ts-loader.mjs'],
    });
    await this.besides.settled();
  }

  private async open(): Promise<void> {
    await Promise.all(names.map((name) => this.begin(name)));
    const { ground, ports } = this;
    this.nginx = await Nginx.start({
      folder: ground.folder,
      console: ports.front,
      public: ports.front + 1,
      nodes: [ports['web-1'], ports['web-2']],
    });
  }

  /** Starts one process and waits until it serves. */
  async begin(name: NodeName): Promise<void> {
    const node = HubProcess.start(this.environment(name));
    this.nodes.set(name, node);
    await node.ready();
  }

  /** Ends one process; its exit code. */
  async end(name: NodeName, signal: NodeJS.Signals): Promise<number | null> {
    const node = this.nodes.get(name);
    this.nodes.delete(name);
    const code = (await node?.end(signal)) ?? null;
    this.noise += node?.noise ?? '';
    return code;
  }

  /** A process that runs. */
  node(name: NodeName): HubProcess {
    const node = this.nodes.get(name);
    if (!node) throw new Error(`${name} does not run`);
    return node;
  }

  /** What a process calls itself in the database. */
  nameOf(name: NodeName): string {
    return `${hostname()}-${this.node(name).pid}`;
  }

  /** Asks the database itself, past the hub. */
  async ask<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.ground.urls.ownerUrl });
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  private environment(name: NodeName): Record<string, string> {
    const { DATABASE_OWNER_URL = '', ...shared } = this.ground.environment;
    const role = name.replace(/-\d$/, '');
    return {
      ...shared,
      HUB_ROLES: role,
      HUB_DATA: join(this.ground.folder, name),
      HUB_PUBLIC_URL: this.site,
      HUB_TRUSTED_PROXIES: '127.0.0.1',
      HUB_ALLOWED_ORIGINS: [...this.drills.values()].flatMap(callable).join(),
      ...(role === 'web' ? { PORT: String(this.ports[name as 'web-1' | 'web-2']) } : {}),
      ...(role === 'scheduler' ? { DATABASE_OWNER_URL } : {}),
    };
  }

  /** The administrator, who came in through nginx by the link that the first start left. */
  async administrator(): Promise<Member> {
    return Member.of(await setUp(this.console, join(this.ground.folder, 'scheduler')));
  }

  /** Somebody new in the office, who has signed in. */
  async join(administrator: Member, role: 'clerk' | 'reviewer'): Promise<Member> {
    const name = role === 'clerk' ? '柳青禾' : '闻笛生';
    const answer = await administrator.call('POST', '/members', { username: role, name, roles: [role] });
    return this.signIn(role, String(answer.json['password']));
  }

  /** Signs in and sets a password of one's own, as everybody has to at the first sign-in. */
  async signIn(username: string, currentPassword: string, url = this.console): Promise<Member> {
    const first = await Member.signIn(url, { username, password: currentPassword });
    const password = `${currentPassword}-own`;
    const body = { currentPassword, newPassword: password };
    const changed = await first.visitor.call('POST', '/api/auth/change-password', { body });
    if (changed.status >= 300) throw new Error(changed.text);
    return Member.signIn(url, { username, password });
  }

  async stop(): Promise<void> {
    await this.nginx?.stop();
    await Promise.all([...this.nodes.keys()].map((name) => this.end(name, 'SIGTERM')));
    await this.besides?.stop();
    await this.ground.stop();
  }
}
