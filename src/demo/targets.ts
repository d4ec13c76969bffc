import type { INestApplicationContext } from '@nestjs/common';
import { HubError } from '../contract/errors.js';
import type { Json } from '../contract/values.js';
import { canonicalJson } from '../platform/hash.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Db } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { CHANNELS, Targets, type Channels, type ResolvedTarget } from '../targets/index.js';
import type { DrillState } from './drills.js';
import { demoOffices, type DemoOffice, type PlannedTarget } from './offices.js';

type Settings = Record<string, Json>;

const actor = 'system:demo';
/** A target's `paused_reason` while its drill cannot be started. */
const DRILL_DOWN = 'drill_down';

/** The demo's targets: made once, and led to wherever their drills serve. */
export class DemoTargets {
  private readonly db: Db;
  private readonly service: Targets;
  private readonly channels: Channels;
  private readonly log: Logger;

  constructor(app: INestApplicationContext) {
    this.db = app.get<Db>(DATABASE, { strict: false });
    this.service = app.get(Targets, { strict: false });
    this.channels = app.get<Channels>(CHANNELS, { strict: false });
    this.log = app.get<Logger>(LOGGER, { strict: false });
  }

  /** Makes those of the office's targets that are missing and can be made, in their order. Their ids by short name. */
  async ensure(
    officeId: string,
    office: DemoOffice,
    drills: readonly DrillState[],
  ): Promise<Map<string, string>> {
    const known = await this.service.list(officeId);
    for (const planned of office.targets) {
      if (!known.some(({ slug }) => slug === planned.slug)) await this.make(officeId, planned, drills);
    }
    return new Map((await this.service.list(officeId)).map(({ slug, id }) => [slug, id]));
  }

  /** Leads the targets of a drill to where it serves now, or says on them that it does not. */
  async hear(state: DrillState): Promise<void> {
    for (const office of demoOffices) {
      const officeId = await this.officeId(office);
      const slugs = office.targets.filter(({ channel }) => channel === state.id).map(({ slug }) => slug);
      if (officeId === undefined || slugs.length === 0) continue;
      // One that served too late for the first start gets its targets now.
      await this.ensure(officeId, office, [state]);
      const targets = (await this.service.list(officeId)).filter(
        // An office that has pointed its target elsewhere keeps it there.
        ({ slug, channel, settings }) => slugs.includes(slug) && channel.isDrill?.(settings) === true,
      );
      for (const target of targets) await this.hearFor(target, state);
    }
  }

  async officeId({ slug }: DemoOffice): Promise<string | undefined> {
    const office = await this.db
      .selectFrom('office')
      .select('id')
      .where('slug', '=', slug)
      .where('demo', '=', true)
      .executeTakeFirst();
    return office?.id;
  }

  private async make(officeId: string, planned: PlannedTarget, drills: readonly DrillState[]): Promise<void> {
    const { drill, ...wish } = planned;
    if (!this.channels.has(planned.channel)) return;
    const told = drills
      .map((state) => settingsFor(state, planned))
      .find((settings) => settings !== undefined);
    if (drill && !told) return;
    try {
      await this.service.create(officeId, actor, { ...wish, settings: { ...wish.settings, ...told } });
    } catch (error) {
      if (!drill || !(error instanceof HubError)) throw error;
      this.log.error({ err: error, target: planned.slug }, 'a drill’s settings do not fit its channel');
    }
  }

  private async hearFor(target: ResolvedTarget, state: DrillState): Promise<void> {
    if ('failure' in state) {
      await this.pause(target, state.failure);
      return;
    }
    const told = state.line.targets[target.slug];
    const settings = target.channel.settings.safeParse({ ...(target.settings as Settings), ...told });
    const moved = settings.success && canonicalJson(settings.data) !== canonicalJson(target.settings);
    const resume = target.pausedReason === DRILL_DOWN;
    if (moved || resume)
      await this.service.update(target.officeId, actor, target.id, {
        ...(moved ? { settings: settings.data } : {}),
        ...(resume ? { resume } : {}),
      });
  }

  private async pause({ id, officeId, channel }: ResolvedTarget, failure: string): Promise<void> {
    const words = {
      zh: `演练程序没有运行（${failure}），中枢会继续尝试启动它；详情见运行日志。也可以在目标设置中改为真实的“${channel.label.zh}”。`,
      en: `The drill does not run: ${failure}. The hub keeps trying to start it; its log tells more.`,
    };
    await transact(this.db, actor, async (tx) => {
      const paused = await tx
        .updateTable('target')
        .set({ paused_reason: DRILL_DOWN, paused_words: JSON.stringify(words) })
        .where('id', '=', id)
        .where('paused_reason', 'is', null)
        .executeTakeFirst();
      if (paused.numUpdatedRows === 0n) return;
      await appendLedger(tx, [
        { officeId, actor, kind: 'target.paused', subjectId: id, data: { reason: DRILL_DOWN } },
      ]);
      await announceChange(tx, officeId, { topic: 'target', ids: [id] });
    });
  }
}

function settingsFor(state: DrillState, { channel, slug }: PlannedTarget): Settings | undefined {
  return state.id === channel && 'line' in state ? state.line.targets[slug] : undefined;
}
