import type { DeliveryState, GoneReason, RecallReason } from '../../contract/values.js';
import { reasonWords } from '../recall-proof/words.js';
import type { RegisteredPlace, RegisteredRelease } from './model.js';

/** What the register calls where something stands; it is kept in Chinese, as offices keep it. */
const stateWords: Record<DeliveryState, string> = {
  held: '暂缓',
  scheduled: '待发布',
  queued: '待发布',
  sending: '发布中',
  accepted: '待上线',
  live: '已上线',
  gone: '已下线',
  missing: '核对时未见到',
  failed: '发布失败',
  unconfirmed: '未确认',
  cancelled: '已取消',
  superseded: '已由新版替换',
  lapsed: '过期未发',
  done: '已撤回',
  with_person: '待人工处理',
};

const reasonWord = (reason: RecallReason): string => reasonWords[reason].zh;

const goneWord = (reason: GoneReason): string =>
  reason === 'expired' ? '到期' : reason === 'superseded' ? '由新版替换' : reasonWord(reason);

/** How a place stands, and why it is gone. */
export function placeWord({ state, goneReason }: RegisteredPlace): string {
  return state === 'gone' && goneReason !== null
    ? `${stateWords.gone}（${goneWord(goneReason)}）`
    : stateWords[state];
}

/** How a release stands in one word, or in how many of its places it is out. */
export function releaseWord({ places }: RegisteredRelease): string {
  if (places.length === 0) return '无发布渠道';
  const [first] = places;
  const words = new Set(places.map(({ state }) => stateWords[state]));
  if (first && words.size === 1) return stateWords[first.state];
  const out = places.filter(({ state }) => state === 'live').length;
  return `${out}/${places.length} 个渠道已上线`;
}

/** What was corrected and taken back later, a line each. */
export function changeLines(
  { correction, version, recalls }: RegisteredRelease,
  timeText: (instant: string) => string,
): string[] {
  return [
    ...(correction === null ? [] : [`更正（第 ${version} 版）：${correction}`]),
    ...recalls.map(({ reason, note, at, done }) => {
      const why = note === '' ? reasonWord(reason) : `${reasonWord(reason)}，${note}`;
      return `${done ? '撤回' : '撤回中'} ${timeText(at)}：${why}`;
    }),
  ];
}
