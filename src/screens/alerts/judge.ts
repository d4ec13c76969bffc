import type { AlertDetail, AlertKind, AlertRule } from '../../contract/api.js';

/** What the hub knows of a screen at one moment; what it does not know is left out. */
export interface ScreenFacts {
  online: boolean;
  /** Since when it is silent: its last word, its pairing, or the moment from which the hub could hear it again. */
  silentSince: Date;
  /** Since when its connection stands. */
  since: Date | undefined;
  /** It lacks the group's newest manifest, which came at that time. */
  behindSince: Date | undefined;
  shows: 'something' | 'taken_back' | 'not_ours' | 'nothing';
  /** It has something complete that may be shown now. */
  hasSomething: boolean;
  clock: { trusted: boolean; offsetMs: number } | undefined;
  storage: { usage: number; quota: number; persisted: boolean } | undefined;
  picture: string | undefined;
  copiedAt: Date | undefined;
}

export interface Trouble {
  since: Date;
  detail: AlertDetail;
}

/** All that is wrong with a screen. What only the screen itself can tell is not known while it is silent. */
export function troublesOf(facts: ScreenFacts, rule: AlertRule, now: Date): Map<AlertKind, Trouble> {
  const found = new Map<AlertKind, Trouble>();
  const note = (kind: AlertKind, detail: AlertDetail | undefined, since = now): void => {
    if (detail !== undefined) found.set(kind, { since, detail });
  };
  if (facts.copiedAt) note('copied', '', facts.copiedAt);
  if (!facts.online) {
    // Two boxes with one key are sent away: that it is silent is no news.
    if (!facts.copiedAt) note('offline', '', facts.silentSince);
    return found;
  }
  const { behindSince, since = now } = facts;
  if (behindSince) note('stale', '', behindSince > since ? behindSince : since);
  note('wrong', wrongness(facts));
  note('clock', clockTrouble(facts.clock, rule));
  note('storage', storageTrouble(facts.storage, rule));
  note('picture', facts.picture === 'black' || facts.picture === 'frozen' ? facts.picture : undefined);
  return found;
}

function wrongness({ shows, hasSomething }: ScreenFacts): AlertDetail | undefined {
  if (shows === 'taken_back' || shows === 'not_ours') return shows;
  return shows === 'nothing' && hasSomething ? 'nothing' : undefined;
}

function clockTrouble(clock: ScreenFacts['clock'], rule: AlertRule): AlertDetail | undefined {
  if (!clock) return undefined;
  if (!clock.trusted) return 'untrusted';
  return Math.abs(clock.offsetMs) > rule.clockMs ? 'offset' : undefined;
}

function storageTrouble(storage: ScreenFacts['storage'], rule: AlertRule): AlertDetail | undefined {
  if (!storage) return undefined;
  if (!storage.persisted) return 'not_persisted';
  return storage.usage * 100 > storage.quota * rule.storagePercent ? 'full' : undefined;
}

/** An alert that is not closed; one without `openedAt` has not lasted long enough to be told. */
export interface Standing {
  since: Date;
  detail: string;
  openedAt: Date | undefined;
  /** Since when all has been well. */
  overAt: Date | undefined;
  settleSeconds: number;
}

/** What is to be done with an alert. `note`: another reason. `well` and `unwell`: it is over for now, and not after all. */
export type Step = 'watch' | 'forget' | 'open' | 'note' | 'well' | 'unwell' | 'close';

/** How long each kind has to last, in seconds. */
const patience: Record<AlertKind, (rule: AlertRule) => number> = {
  offline: (rule) => rule.offlineSeconds,
  stale: (rule) => rule.staleSeconds,
  wrong: (rule) => rule.wrongSeconds,
  clock: (rule) => rule.clockSeconds,
  storage: (rule) => rule.storageSeconds,
  picture: (rule) => rule.pictureSeconds,
  copied: () => 0,
};

const lasted = (since: Date, seconds: number, now: Date): boolean =>
  now.getTime() - since.getTime() >= seconds * 1000;

/**
 * The next step of one kind's alert, given what is wrong now. `isKnown` is false while nobody can say whether it is over,
 * e.g. whether the clock of a screen that is offline is right.
 */
export function stepOf(
  kind: AlertKind,
  standing: Standing | undefined,
  trouble: Trouble | undefined,
  { rule, now, isKnown }: { rule: AlertRule; now: Date; isKnown: boolean },
): Step | undefined {
  const after = patience[kind](rule);
  if (!standing) {
    if (!trouble) return undefined;
    return lasted(trouble.since, after, now) ? 'open' : 'watch';
  }
  if (!standing.openedAt) {
    if (!trouble) return 'forget';
    return lasted(standing.since, after, now) ? 'open' : undefined;
  }
  if (trouble) {
    if (standing.overAt) return 'unwell';
    return standing.detail === trouble.detail ? undefined : 'note';
  }
  if (!isKnown) return undefined;
  if (!standing.overAt) return 'well';
  return lasted(standing.overAt, standing.settleSeconds, now) ? 'close' : undefined;
}

const longestSettle = 3_600;
/**
 * How long all has to be well before an alert closes, in seconds: twice as long for each time that it was there within the
 * last hour, so that what comes and goes is one alert and not many.
 */
export const settleOf = (rule: AlertRule, times: number): number =>
  Math.max(rule.settleSeconds, Math.min(longestSettle, rule.settleSeconds * 2 ** Math.min(times, 10)));
