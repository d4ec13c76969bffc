import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { CreateDraft, HandoffView, type Role, type TargetView } from '../../../src/contract/api.js';
import { until } from '../../support/until.js';
import { Hand } from './hand.js';
import type { House } from './house.js';
import type { Member } from './member.js';
import { OfficeClock } from './office-clock.js';
import { answer, Outside, settingsOf, taskOf } from './outside.js';
import { atRest, phone } from './picture.js';

type Step = readonly [key: string, name: string, roles: readonly Role[]];

/** One of the acceptance scenarios, told with the real console; with PICTURES set, its pictures go into that folder. */
export class Scene {
  readonly clock: OfficeClock;
  readonly outside: Outside;

  private constructor(
    readonly house: House,
    private readonly name: string,
    readonly targets: ReadonlyMap<string, TargetView>,
  ) {
    this.clock = new OfficeClock(house.hub.dataDir);
    this.outside = new Outside(house.hub);
  }

  /** With the targets of the demo office. */
  static async open(house: House, name: string): Promise<Scene> {
    const targets = await (await house.hub.as('clerk')).targets();
    return new Scene(house, name, new Map(targets.map((target) => [target.slug, target])));
  }

  as(role: Role): Promise<Member> {
    return this.house.hub.as(role);
  }

  /** The ids of these targets, by their short names. */
  ids(...slugs: string[]): string[] {
    return slugs.map((slug) => this.target(slug).id);
  }

  target(slug: string): TargetView {
    const found = this.targets.get(slug);
    if (!found) throw new Error(`the demo has no target ${slug}`);
    return found;
  }

  /** The steps that a category's versions have to pass from now on. */
  async procedure(category: string, steps: readonly Step[], distinct = false): Promise<void> {
    const administrator = await this.as('administrator');
    const answer = await administrator.call('PUT', '/procedures', {
      category,
      procedure: {
        distinct,
        steps: steps.map(([key, zh, roles]) => ({ key, label: { zh, en: key }, roles })),
      },
    });
    if (answer.status !== 200) throw new Error(`the procedure was refused: ${answer.text}`);
  }

  /** A page of a role's member; `small` is their phone. */
  async hand(role: Role, path: string, small = false): Promise<Hand> {
    const options: BrowserContextOptions = small ? phone : {};
    const page = await this.house.pageOf(role, path, options);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return new Hand(page);
  }

  /** The one who may decide reads the version and agrees; `then` is what the page says afterwards. */
  async agree(reader: Hand, then: string | RegExp): Promise<void> {
    await reader.button('同意');
    await reader.page.getByText(then).first().waitFor();
  }

  /** The state of each target's newest delivery of an operation, by the target's short name. */
  async states(id: string, operation = 'publish'): Promise<Record<string, string>> {
    const { deliveries } = await (await this.as('clerk')).record(id);
    const slugOf = (targetId: string) =>
      [...this.targets.values()].find((target) => target.id === targetId)?.slug ?? targetId;
    return Object.fromEntries(
      deliveries.filter((one) => one.operation === operation).map((one) => [slugOf(one.targetId), one.state]),
    );
  }

  /** Waits until the deliveries stand so; returns how long it took, in milliseconds. */
  async reach(id: string, wanted: Record<string, string>, operation = 'publish'): Promise<number> {
    const start = performance.now();
    await until(
      () => this.states(id, operation),
      (now) => Object.entries(wanted).every(([slug, state]) => now[slug] === state),
      { withinMs: 60_000, everyMs: 200 },
    );
    return performance.now() - start;
  }

  /** The clerk carries an announcement over to the city's portal, and fills its address in. */
  async handOver(id: string): Promise<void> {
    const clerk = await this.as('clerk');
    const { deliveries } = await clerk.record(id);
    const key = deliveries.find(({ targetId }) => targetId === this.target('city-portal').id)?.id ?? '';
    const view = await clerk.get(HandoffView, `/deliveries/${key}/handoff`);
    const { origins } = await settingsOf(await this.as('administrator'), this.target('city-portal').id);
    const portal = z.array(z.string()).parse(origins)[0] ?? '';
    const headers = { cookie: clerk.visitor.cookie ?? '' };
    const download = async (href: string): Promise<Blob> =>
      (await fetch(this.house.hub.console + href, { headers })).blob();
    const address = await this.outside.paste(portal, view, download);
    await answer(clerk, await taskOf(clerk, key), { url: address });
  }

  async picture(page: Page, part: string): Promise<void> {
    const folder = process.env['PICTURES'];
    if (folder === undefined) return;
    await atRest(page);
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${this.name}-${part}.png`) });
  }
}

/** One of the demo's announcements, as a clerk would type it: its number is the office's to give, since the demo has given it. */
export async function sample(name: string): Promise<CreateDraft> {
  const text = await readFile(`demo/announcements/${name}.json`, 'utf8');
  const { indexNo: _given, ...typed } = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  return CreateDraft.parse(typed);
}
