import type { PersonTask, Receipt, Recalled, Seen } from '../../src/contract/channel.js';
import type { ScreenReceipt, ScreenReceipts } from '../../src/contract/display.js';
import { SILENT_MS } from '../../src/contract/display-link.js';

/** A screen that has not reported a recalled item gone after so long needs a person. */
export const RECALL_MS = 8_000;
/** A report wakes the delivery at once; this is for the case that its wake-up was lost. */
const FALLBACK_MS = 5 * 60_000;

/**
 * Whether an item is live on its screens: at least one has painted it, and each other one that was online when it was
 * committed has painted it or been silent for SILENT_MS. What was live once stays live until it is taken back.
 */
export function seenPublish(key: string, found: ScreenReceipts, before?: Receipt): Seen {
  const { shownAt, retractedAt, screens, now } = found;
  if (retractedAt) return { is: 'gone' };
  if (!shownAt) return { is: 'absent' };
  if (before?.state === 'done') return { is: 'live', receipt: before };
  const painted = screens.filter(({ state }) => state === 'painted');
  const waitedFor = screens.filter((s) => s.expected && s.state !== 'painted' && !isSilent(s, shownAt, now));
  if (painted.length > 0 && waitedFor.length === 0) return { is: 'live', receipt: liveReceipt(key, found) };
  const next = Math.min(
    now.getTime() + FALLBACK_MS,
    ...waitedFor.map((s) => lastHeard(s, shownAt, now) + SILENT_MS),
  );
  return { is: 'pending', again: new Date(Math.max(next, now.getTime() + 1)) };
}

/** Who painted it and who was silent, as evidence. Ids only. */
function liveReceipt(key: string, { screens }: ScreenReceipts): Receipt & { state: 'done' } {
  const ids = (some: ScreenReceipt[]): string[] => some.map(({ screenId }) => screenId);
  const painted = ids(screens.filter(({ state }) => state === 'painted'));
  const silent = ids(screens.filter(({ expected, state }) => expected && state !== 'painted'));
  return { state: 'done', ref: key, data: { painted, silent } };
}

const isSilent = (screen: ScreenReceipt, shownAt: Date, now: Date): boolean =>
  now.getTime() - lastHeard(screen, shownAt, now) >= SILENT_MS;

/** When a screen was heard of last, in milliseconds since 1970; its silence begins at the commit at the earliest. */
function lastHeard({ online, lastSeenAt }: ScreenReceipt, shownAt: Date, now: Date): number {
  return online ? now.getTime() : Math.max(lastSeenAt?.getTime() ?? 0, shownAt.getTime());
}

/** Whether an item is off every screen that may hold it. Who has not said so after RECALL_MS is a person's business. */
export function seenRecall(key: string, found: ScreenReceipts): Seen {
  const { shownAt, retractedAt, now } = found;
  if (!shownAt) return { is: 'gone' };
  if (!retractedAt) return { is: 'live', receipt: { state: 'done', ref: key } };
  const holding = stillHolding(found);
  if (holding.length === 0) return { is: 'gone' };
  const limit = retractedAt.getTime() + RECALL_MS;
  if (now.getTime() < limit) return { is: 'pending', again: new Date(limit) };
  return { is: 'pending', again: new Date(now.getTime() + FALLBACK_MS), person: recallTask(holding) };
}

/** The answer to a recall that has just been asked for. */
export function recalled(key: string, found: ScreenReceipts): Recalled {
  const seen = seenRecall(key, found);
  return seen.is === 'pending' ? { state: 'pending', again: seen.again } : { state: 'done' };
}

/** Screens that were told of the item and have not reported it gone. One that never heard of it cannot hold it. */
const stillHolding = ({ screens }: ScreenReceipts): ScreenReceipt[] =>
  screens.filter(({ state }) => state !== 'queued' && state !== 'retracted');

function recallTask(holding: ScreenReceipt[]): PersonTask {
  const names = holding.map(({ name }) => name);
  const few = names.slice(0, 10);
  const more = names.length - few.length;
  const zh = `${few.map((name) => `“${name}”`).join('、')}${more > 0 ? `等 ${String(names.length)} 块屏` : ''}`;
  const en = `${few.map((name) => `"${name}"`).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
  return {
    kind: 'screen_recall_silent',
    text: {
      zh: `${zh}没有报告已撤下，请到现场查看：断开网络的屏可能仍在显示，请关闭它，或恢复网络后等它报告。`,
      en: `${en} did not report the item gone. Go and look: a screen without network may still show it. Switch it off, or restore its network and wait for its report.`,
    },
    facts: {
      screens: holding.map(({ screenId, name, state, online }) => ({ screenId, name, state, online })),
    },
  };
}
