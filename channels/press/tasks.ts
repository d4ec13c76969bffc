import type { Ask, PersonTask } from '../../src/contract/channel.js';
import type { Recipient } from './record.js';
import type { Pickup, Said } from './reports.js';

/** Somebody whom a message did not reach for sure. `silent`: it was taken, and no answer came. */
export interface Trouble {
  name: string;
  address: string;
  kind: 'refused' | 'bounced' | 'uncertain' | 'silent';
  words: string;
}
type TaskKind = 'press_undelivered' | 'press_correction' | 'press_recall' | 'press_pickup_check';

const handled = (zh: string, en: string): Ask[] => [
  { name: 'handled', kind: 'yes', required: true, label: { zh, en } },
  { name: 'note', kind: 'longText', required: false, label: { zh: '经过', en: 'What happened' } },
];

/** Whether a person has said that this is seen to. */
export const wasHandled = ({ answers }: Said, kind: TaskKind): boolean =>
  answers.get(kind)?.answers['handled'] === 'yes';

/** Some got the pack and some did not. */
export const undeliveredTask = (trouble: Trouble[]): PersonTask => ({
  kind: 'press_undelivered' satisfies TaskKind,
  text: {
    zh: `资料包没有送到：${trouble.map(troubleZh).join('；')}。请核对邮箱、电话联系，或用别的方式送达。`,
    en: `The pack did not reach: ${trouble.map(troubleEn).join('; ')}. Check the addresses, call them, or deliver it another way.`,
  },
  facts: trouble.map(({ name, address, kind, words }) => ({ name, address, kind, words })),
  ask: handled('已用其他方式处理', 'Seen to in another way'),
});

export const acknowledgeTask = (waiting: Recipient[]): PersonTask => ({
  kind: 'press_correction' satisfies TaskKind,
  text: {
    zh: `更正已发出，${namesOf(waiting)}还没有确认。请电话确认对方采用更正后的内容。`,
    en: `The correction was sent; ${waiting.map(({ name }) => name).join(', ')} did not acknowledge it. Call them.`,
  },
  facts: waiting.map(({ name, address }) => ({ name, address })),
  ask: handled('已电话确认对方采用更正', 'Confirmed by telephone'),
});

export const recallTask = (waiting: Trouble[], pickups: Pickup[]): PersonTask => ({
  kind: 'press_recall' satisfies TaskKind,
  text: {
    zh: `撤回通知已发出，${namesOf(waiting)}还没有确认。请电话要求停止刊发、撤下已刊发的内容。`,
    en: `The recall was sent; ${waiting.map(({ name }) => name).join(', ')} did not acknowledge it. Call and have it stopped or taken down.`,
  },
  facts: {
    waiting: waiting.map(({ name, address, kind, words }) => ({ name, address, kind, words })),
    published: pickups.map(({ url = '', edition = '' }) => ({ url, edition })),
  },
  ask: handled('已确认停止刊发或撤下', 'Confirmed that it is stopped or taken down'),
});

export const checkTask = (pages: { url: string; missing: boolean }[]): PersonTask => ({
  kind: 'press_pickup_check' satisfies TaskKind,
  text: {
    zh: pages
      .map(({ url, missing }) => `${url} ${missing ? '打不开（页面不存在）' : '上没有找到本稿的标题或原文'}`)
      .join('；')
      .concat('。请核对网址后重新登记；确实是本稿的，请在此确认。'),
    en: pages
      .map(
        ({ url, missing }) =>
          `${url} ${missing ? 'does not exist' : 'shows neither the title nor a sentence of it'}`,
      )
      .join('; ')
      .concat('. Check the address and report it again, or confirm here that it is this text.'),
  },
  facts: pages,
  ask: handled('我看过，刊发的就是本稿', 'I looked: it is this text'),
});

const namesOf = (people: { name: string }[]): string => people.map(({ name }) => name).join('、');

function troubleZh({ name, address, kind, words }: Trouble): string {
  const why = { refused: '被拒收', bounced: '被退回', uncertain: '不能确定是否收到', silent: '没有回应' }[
    kind
  ];
  return `${name}（${address}）${why}${words === '' ? '' : `：${words}`}`;
}

function troubleEn({ name, address, kind, words }: Trouble): string {
  const why = { refused: 'refused', bounced: 'bounced', uncertain: 'not certain', silent: 'no answer' }[kind];
  return `${name} (${address}), ${why}${words === '' ? '' : `: ${words}`}`;
}
