import type { GoneReason } from '../../src/contract/values.js';
import type { OutletText, PressDocument } from './document.js';
import { printedLength } from './sentences.js';
import { durationText, momentText } from './times.js';

/** What a pack says about when it may be published. */
export interface Embargo {
  active: boolean;
  words: string;
}

/** The embargo as it stands at `now`; without a release, as a preview has it. */
export function embargoOf(publishAt: Date | undefined, now: Date | undefined): Embargo {
  if (!publishAt || !now)
    return { active: true, words: '禁发：发布时间到达前不得刊发、播出或转发（时间在发布时确定）' };
  const moment = momentText(publishAt);
  return now < publishAt
    ? { active: true, words: `禁发至 ${moment}。在此之前不得刊发、播出、上网或转发` }
    : { active: false, words: `可以刊发（发布时间 ${moment}）` };
}

/** What is in the pack, in one line. */
export function contentsOf({ outlet, paragraphs, pictures, answers, attachments }: PressDocument): string {
  const parts = [
    outletWords(outlet),
    `全文${String(printedLength(paragraphs))}字`,
    pictures.length > 0 ? `原图${String(pictures.length)}张及说明` : undefined,
    answers.length > 0 ? `答记者问${String(answers.length)}题` : undefined,
    attachments.length > 0 ? `附件${String(attachments.length)}个` : undefined,
  ];
  return parts.filter((part) => part !== undefined).join('、');
}

function outletWords(outlet: OutletText): string | undefined {
  switch (outlet.kind) {
    case 'newspaper':
      return `报纸用稿${String(outlet.characters)}字`;
    case 'radio':
      return `朗读稿（约${durationText(outlet.seconds)}）`;
    case 'tv':
      return '导语和字幕清单';
    case 'magazine':
      return undefined;
  }
}

/** Why something was taken back, as outlets may be told it. */
export const reasonWords: Record<GoneReason, string> = {
  error: '内容有误',
  secrecy: '按规定不予公开',
  privacy: '涉及个人信息',
  policy_change: '政策有调整',
  duplicate: '重复发布',
  other: '发布机关已撤回',
  expired: '已过有效期',
  superseded: '已由新的信息替代',
};

/** Reasons for which not even the title may be seen any more. */
export const hidesTitle = (reason: GoneReason): boolean => reason === 'secrecy' || reason === 'privacy';

/** A title in title marks; marks inside become the single ones, as GB/T 15834 has it. */
export const quoted = (title: string): string => `《${title.replaceAll('《', '〈').replaceAll('》', '〉')}》`;
