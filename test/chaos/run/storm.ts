import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../support/until.js';
import type { Build } from '../ground/build.js';
import { askDatabase, setClock, type Ground } from '../ground/ground.js';
import { Node } from '../ground/node.js';
import type { Outside } from '../outside/outside.js';
import { nodesOf, type Fault, type NodeName, type Plan } from '../plan/plan.js';
import type { Arm, FaultKind } from '../plan/words.js';
import { dropSchema, obliterate } from './wipes.js';

/** A moment that has not come by then is not waited for any longer: the fault happens all the same. Milliseconds. */
const PATIENCE_MS = 6_000;

/** The hub's processes in one seed, and everything that happens to them. */
export class Storm {
  /** By when the last fault was over and all processes served again, by performance.now(). */
  calmSince = performance.now();
  /** How far the hub's clock is off. Milliseconds. */
  offMs = 0;
  readonly happened: Partial<Record<FaultKind, number>> = {};
  /** Where each fault came, for whoever looks at a replay. */
  readonly log: string[] = [];
  /** Sides of boundaries that some process came to. */
  readonly passed = new Set<string>();
  /** Processes that nobody killed and that ended. */
  readonly crashes: string[] = [];
  noise = '';
  private readonly nodes = new Map<NodeName, Node>();
  private open: Fault[];
  private closing = false;
  private readonly began = performance.now();
  /** Faults happen one after the other; only kills may fall between. */
  private turn: Promise<void> = Promise.resolve();
  private readonly restarts = new Set<Promise<void>>();
  private failure: Error | undefined;

  constructor(
    private readonly ground: Ground,
    private readonly build: Build,
    private readonly outside: Outside,
    private readonly plan: Plan,
  ) {
    this.open = [...plan.faults];
  }

  /** Starts every process; nothing happens to them until `begin`. */
  async start(): Promise<void> {
    await Promise.all(nodesOf(this.plan.engine).map((name) => this.launch(name, [])));
  }

  /** From now on moments are watched for. */
  begin(): void {
    for (const [name, node] of this.nodes) node.arm(this.armsOf(name));
  }

  /** What fills the disk while people write. */
  async fillDisk(ms: number): Promise<void> {
    for (const node of this.nodes.values()) node.disk('full');
    await pause(ms);
    for (const node of this.nodes.values()) node.disk('free');
  }

  /** Waits until every fault of the plan has come and gone, and every process serves. */
  async over(): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    await until(
      () => this.open.length === 0 || this.failure !== undefined || performance.now() > end,
      Boolean,
      {
        withinMs: PATIENCE_MS * 2,
      },
    );
    for (const fault of [...this.open]) {
      // A process that starts while its database goes away ends, and has to be started again: not tested here.
      while (this.restarts.size > 0) await Promise.all(this.restarts);
      if (fault.kind === 'kill') await this.kill(fault);
      else this.meet(fault, 'at no moment of its own');
    }
    await this.turn;
    // A process that comes back may have been told to die again.
    while (this.restarts.size > 0) await Promise.all(this.restarts);
    if (this.failure !== undefined) throw this.failure;
  }

  /** Ends the processes; the database may live on. */
  async close(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.nodes.values()].map((node) => node.end('SIGKILL')));
    for (const [name, node] of this.nodes) this.keepNoise(name, node);
  }

  private async launch(name: NodeName, arms: readonly Arm[]): Promise<void> {
    const node = new Node(this.build, this.ground.environment(name), arms, {
      wait: (arm) => {
        const fault = this.open.find(({ id }) => id === arm);
        if (fault) this.meet(fault, 'at its moment');
        else node.go(arm);
      },
      pass: (point) => this.passed.add(point),
    });
    this.nodes.set(name, node);
    void node.ended.then(() => {
      this.afterEnd(name, node);
    });
    const isUp = await node.ready();
    this.note(`${name} ${isUp ? 'serves' : 'ended while it started'}`);
    this.calmSince = performance.now();
  }

  /** One kill at a time is armed in a process: a later one waits for its next life. */
  private armsOf(name: NodeName): Arm[] {
    const mine = this.open.filter(({ node }) => node === name);
    const kill = mine.find(({ kind }) => kind === 'kill');
    return mine
      .filter((fault) => fault.kind !== 'kill' || fault === kill)
      .map(({ id, kind, at }) => ({ ...at, id, act: kind === 'kill' ? 'die' : 'wait' }));
  }

  private afterEnd(name: NodeName, node: Node): void {
    if (this.closing) return;
    this.keepNoise(name, node);
    const fault = node.wasKilled
      ? this.open.find((one) => one.kind === 'kill' && one.node === name)
      : undefined;
    // Whatever runs the hub starts it again; that it had to is a fault of the hub's.
    if (!node.wasKilled) this.crashes.push(`${name} ended by itself: ${lastLine(node.noise)}`);
    if (fault) this.noteFault(fault, 'at its moment');
    const restart = this.comeBack(name, fault?.ms ?? 0).catch((error: unknown) => {
      this.fail(error);
    });
    this.restarts.add(restart);
    void restart.finally(() => this.restarts.delete(restart));
  }

  private async comeBack(name: NodeName, afterMs: number): Promise<void> {
    await pause(afterMs);
    if (!this.closing) await this.launch(name, this.armsOf(name));
  }

  /** A kill whose moment never came. */
  private async kill(fault: Fault): Promise<void> {
    // An earlier one of the same process may have just come.
    while (this.restarts.size > 0) await Promise.all(this.restarts);
    while (this.open.includes(fault)) {
      await this.nodes.get(fault.node)?.end('SIGKILL');
      while (this.restarts.size > 0) await Promise.all(this.restarts);
    }
  }

  private meet(fault: Fault, how: string): void {
    this.noteFault(fault, how);
    this.turn = this.turn
      .then(() => this.perform(fault))
      .catch((error: unknown) => {
        this.fail(error);
      })
      .then(() => {
        this.calmSince = performance.now();
        this.nodes.get(fault.node)?.go(fault.id);
      });
  }

  private noteFault(fault: Fault, how: string): void {
    this.open = this.open.filter((one) => one !== fault);
    this.happened[fault.kind] = (this.happened[fault.kind] ?? 0) + 1;
    this.note(`${fault.id} ${fault.node} ${fault.at.side} ${fault.at.boundary} ${fault.at.nth}: ${how}`);
  }

  private async perform(fault: Fault): Promise<void> {
    const { ground, outside } = this;
    switch (fault.kind) {
      case 'kill':
        return;
      case 'queue-obliterated':
        return obliterate(ground);
      case 'queue-schema-dropped':
        return dropSchema(ground);
      case 'queue-flushed':
        await ground.redis?.ask((client) => client.flushall());
        return;
      case 'redis-stopped':
        await ground.redis?.end('SIGKILL');
        await pause(fault.ms);
        await ground.redis?.begin();
        return;
      case 'database-restarted':
        await ground.breakDatabase(fault.signal ?? 'SIGKILL');
        await until(() => askDatabase(ground, 'select 1').then(Boolean, () => false), Boolean, {
          withinMs: 60_000,
        });
        return;
      case 'network-cut':
        await outside.order({ do: 'cut', sinks: fault.sinks ?? [] });
        await pause(fault.ms);
        await outside.order({ do: 'mend', sinks: fault.sinks ?? [] });
        return;
      case 'disk-full':
        return this.fillDisk(fault.ms);
      case 'clock-forward':
      case 'clock-back':
        await this.jump(fault.kind === 'clock-back' ? -fault.ms : fault.ms);
    }
  }

  /** Lets the hub's clock jump. Milliseconds. */
  async jump(ms: number): Promise<void> {
    this.offMs += ms;
    await setClock(this.ground, this.offMs);
  }

  /** A line for whoever looks at a replay. */
  note(text: string): void {
    this.log.push(`${this.age()} ${text}`);
  }

  private keepNoise(name: NodeName, node: Node): void {
    if (node.noise !== '') this.noise += `--- ${name}\n${node.noise}`;
  }

  private fail(why: unknown): void {
    this.failure ??= why instanceof Error ? why : new Error(String(why));
  }

  private age(): string {
    return `${((performance.now() - this.began) / 1000).toFixed(1)} s`;
  }
}

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1)?.slice(0, 400) ?? '';
