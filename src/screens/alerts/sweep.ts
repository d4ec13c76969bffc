import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AlertKind, AlertRule } from '../../contract/api.js';
import { newId } from '../../platform/ids.js';
import { DATABASE, databaseNow, transact, type Db, type Tx } from '../../store/database.js';
import { Housekeeping } from '../../store/housekeeping.js';
import { readFleet, readStanding, type ScreenRow, type StandingRow } from './facts.js';
import { settleOf, stepOf, troublesOf, type Step } from './judge.js';
import { tell } from './tell.js';
import { write, type Change } from './write.js';

const actor = 'system:screens';

/** Looks over all screens from time to time and keeps their alerts. One process at a time does. */
@Injectable()
export class AlertSweep implements OnApplicationBootstrap {
  /** From when on this hub could hear its screens: what was silent before has not been silent for it. */
  private listeningSince: Date | undefined;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly housekeeping: Housekeeping,
  ) {}

  onApplicationBootstrap(): void {
    this.housekeeping.every('screen alerts', '*/10 * * * * *', () => this.round());
  }

  /** One look at everything. */
  async round(): Promise<void> {
    this.listeningSince ??= await databaseNow(this.db);
    const changes = await this.find(this.listeningSince);
    if (changes.length === 0) return;
    await transact(this.db, actor, async (tx) => {
      await write(tx, changes);
      await tell(tx, changes);
    });
  }

  private async find(listeningSince: Date): Promise<Change[]> {
    return this.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        const now = await databaseNow(tx);
        const rules = await readRules(tx);
        const standing = await readStanding(tx);
        const screens = await readFleet(tx, listeningSince);
        return [
          ...screens.flatMap((screen) => changesOf(screen, standing, rules, now)),
          ...leftOver(screens, standing),
        ];
      });
  }
}

async function readRules(tx: Tx): Promise<Map<string, AlertRule>> {
  const rows = await tx.selectFrom('screen_alert_rule').selectAll().execute();
  return new Map(rows.map(({ office_id, rule }) => [office_id, AlertRule.parse(rule)]));
}

const usual = AlertRule.parse({});

function changesOf(
  screen: ScreenRow,
  standing: ReadonlyMap<string, StandingRow>,
  rules: ReadonlyMap<string, AlertRule>,
  now: Date,
): Change[] {
  const rule = rules.get(screen.officeId) ?? usual;
  const troubles = troublesOf(screen.facts, rule, now);
  return AlertKind.options.flatMap((kind): Change[] => {
    const known = standing.get(`${screen.id} ${kind}`);
    const trouble = troubles.get(kind);
    const isKnown = screen.facts.online || kind === 'offline' || kind === 'copied';
    const step = stepOf(kind, known, trouble, { rule, now, isKnown });
    if (step === undefined) return [];
    return [
      {
        step,
        kind,
        id: known?.id ?? newId(),
        isNew: known === undefined,
        screenId: screen.id,
        officeId: screen.officeId,
        targetId: screen.targetId,
        since: known?.since ?? trouble?.since ?? now,
        detail: trouble?.detail ?? '',
        settleSeconds: settleOf(rule, screen.recent[kind] ?? 0),
      },
    ];
  });
}

/** Alerts of screens that were removed are over at once. */
function leftOver(screens: readonly ScreenRow[], standing: ReadonlyMap<string, StandingRow>): Change[] {
  const there = new Set(screens.map(({ id }) => id));
  return [...standing.values()]
    .filter(({ screenId }) => !there.has(screenId))
    .map((row) => {
      const step: Step = row.openedAt ? 'close' : 'forget';
      return { ...row, step, isNew: false, detail: '' };
    });
}
