import { minuteText } from '../../contract/kit/office-time.js';
import type { Act, Register, RegisteredPlace, RegisteredRelease } from './model.js';

export const timeText = (instant: string): string => minuteText(new Date(instant));
export const actText = ({ name, at }: Act): string => `${name} ${timeText(at)}`;

/** What was signed by hand or for another says so; the time is that at which it came to count. */
export function signedText({ how, ...act }: RegisteredRelease['approvals'][number]): string {
  const marks = [
    ...(how?.behalf ? [`代${how.behalf.name}`] : []),
    ...(how?.paper ? [`纸质，${how.paper.signedOn} 签`] : []),
  ];
  return marks.length === 0 ? actText(act) : `${actText(act)}（${marks.join('；')}）`;
}

/** The earliest time at which it was out anywhere; empty for never. */
export function firstLive(places: readonly RegisteredPlace[]): string {
  const times = places.flatMap(({ liveAt }) => (liveAt === null ? [] : [liveAt]));
  const [first] = times.sort();
  return first === undefined ? '' : timeText(first);
}

export const titleText = ({ office }: Register): string => `${office}信息发布台账`;

/** Of which days it is, how many lines it has, and who made it. */
export function periodText({ from, to, made, releases }: Register): string {
  // The last day of the period, not the one that it ends before.
  const days = `${timeText(from).slice(0, 10)} 至 ${timeText(new Date(Date.parse(to) - 1).toISOString()).slice(0, 10)}`;
  return `期间：${days}　共 ${releases.length} 条　导出：${actText(made)}`;
}
