import { Injectable } from '@nestjs/common';

/** How one part of the hub is, with a sentence for the person who looks after it. */
export type PartHealth = { ok: true; facts?: Facts } | { ok: false; reason: string; facts?: Facts };
type Facts = Record<string, string | number | boolean | null>;

/** A part of the hub that can tell how it is. */
export interface HealthContributor {
  /** Short and stable, e.g. `relay`. */
  name: string;
  /** Without it this process cannot answer requests; it decides `/health/ready` too. */
  ready?: boolean;
  /** It speaks for other processes too, and is left out where this one speaks for itself. */
  ofOthers?: boolean;
  check(): Promise<PartHealth> | PartHealth;
}

export interface HealthReport {
  ok: boolean;
  parts: Record<string, PartHealth>;
}

/** A check that does not answer within this time counts as failed. */
const patienceMs = 3_000;

/** Where the parts of the hub register, usually in their constructor, and where `/health` asks. */
@Injectable()
export class HealthRegistry {
  private readonly contributors = new Map<string, HealthContributor>();

  register(contributor: HealthContributor): void {
    if (this.contributors.has(contributor.name))
      throw new Error(`two parts report their health as ${contributor.name}`);
    this.contributors.set(contributor.name, contributor);
  }

  /**
   * Asks all parts at once; `scope` ready asks only those that this process cannot do without, own leaves out what
   * speaks for other processes.
   */
  async report(scope: 'ready' | 'own' | 'system'): Promise<HealthReport> {
    const asked = [...this.contributors.values()].filter(({ ready, ofOthers }) => {
      if (scope === 'ready') return ready === true;
      return scope === 'system' || ofOthers !== true;
    });
    const answers = await Promise.all(
      asked.map(async (contributor) => [contributor.name, await ask(contributor)] as const),
    );
    return { ok: answers.every(([, { ok }]) => ok), parts: Object.fromEntries(answers) };
  }
}

async function ask(contributor: HealthContributor): Promise<PartHealth> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<PartHealth>((resolve) => {
    timer = setTimeout(() => {
      resolve({ ok: false, reason: `no answer within ${patienceMs / 1000} s` });
    }, patienceMs);
  });
  try {
    return await Promise.race([contributor.check(), tooLate]);
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
