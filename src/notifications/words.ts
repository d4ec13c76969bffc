import type { NotificationKind } from '../contract/api.js';

/** What a message outside the console says of one thing: its title and where it is seen to, nothing of its content. */
export interface Said {
  kind: NotificationKind | 'test';
  title: string | undefined;
  places: readonly string[];
}

const sentences: Record<NotificationKind | 'test', (title: string, places: string) => string> = {
  'screening.asked': (title) => `《${title}》有筛查拦下的内容，请核对能否放行`,
  'review.waiting': (title) => `《${title}》等待审查`,
  'review.overdue': (title) => `《${title}》还没有审完，请尽快审查`,
  'review.paper': (title) => `《${title}》的纸质审签已登记，等待另一人核对`,
  'review.returned': (title) => `《${title}》被退回，请修改后重新送审`,
  'review.approved': (title) => `《${title}》已通过审查`,
  'review.withheld': (title) => `《${title}》经审查不予公开`,
  'consultation.overdue': (title) => `《${title}》的会商过了期限还没有答复`,
  'withheld.due': (title) => `《${title}》不予公开已到评估日期，请重新评估`,
  'after.near': (title) => `《${title}》应急发布后的补审快到期了`,
  'after.overdue': (title) => `《${title}》应急发布后的补审已经超时`,
  'objection.received': (title) => `《${title}》收到网上异议，请办理`,
  'rescan.found': (title) => `《${title}》已发布，复查发现问题，请决定是否撤回`,
  'rectification.opened': (title) => `《${title}》已开整改单，请办理`,
  'rectification.done': (title) => `《${title}》的整改已完成，等待核验销号`,
  'rectification.returned': (title) => `《${title}》的整改单被退回，请继续整改`,
  'rectification.signed': (title) => `《${title}》的整改已核验销号`,
  'rectification.near': (title) => `《${title}》的整改快到期了`,
  'rectification.overdue': (title) => `《${title}》的整改已经逾期`,
  'recall.waiting': (title) => `有人申请撤回《${title}》，等待决定`,
  'recall.approved': (title) => `《${title}》的撤回申请已获同意`,
  'recall.refused': (title) => `《${title}》的撤回申请未获同意`,
  'recall.stuck': (title, places) => `《${title}》在${places}没有撤回成功，需要人处理`,
  'delivery.failed': (title, places) => `《${title}》没能发布到${places}`,
  'delivery.unconfirmed': (title, places) => `《${title}》是否已发布到${places}，未能确认`,
  'delivery.missing': (title, places) => `《${title}》在${places}上看不到了，或与签发的不一致`,
  'task.open': (title, places) => `《${title}》在${places}的发布需要人工办理`,
  'task.overdue': (title, places) => `《${title}》在${places}的待办超过一天没有办理`,
  'target.paused': (_, places) => `${places}已暂停，发布会等待它恢复`,
  'screen.trouble': (_, places) => `${places}有显示屏出现异常，请查看`,
  'hook.disabled': () => '一个通知机器人连续发送失败，已停用',
  test: () => '这是一条测试消息，收到即表示设置正确',
};

/** Longer titles and names are cut, in characters: a robot's message has its limit. */
const TITLE = 40;
const NAME = 20;
const NAMED = 2;

const cut = (text: string, most: number): string => {
  const letters = Array.from(text);
  return letters.length > most ? `${letters.slice(0, most).join('')}…` : text;
};

/** One sentence in the office's language. */
export function sentence({ kind, title = '', places }: Said): string {
  const named = places
    .slice(0, NAMED)
    .map((name) => cut(name, NAME))
    .join('、');
  return sentences[kind](cut(title, TITLE), placesIn(named, places.length));
}

function placesIn(named: string, count: number): string {
  if (count === 0) return '发布目标';
  return count > NAMED ? `“${named}”等 ${count} 处` : `“${named}”`;
}
