import { EMERGENCY_CATEGORY, type DraftFields, type ProblemView } from '../contract/api.js';
import type { Problem } from '../contract/channel.js';
import { dayText } from '../contract/kit/office-time.js';
import { forceOn } from '../contract/metadata.js';
import { NOTICE_CATEGORY, noticeDaysOf, noticeWindow, type WorkCalendar } from '../contract/kit/workdays.js';
import { plainText } from './html/text.js';
import type { Notes } from './html/notes.js';

const words = {
  title_empty: ['title', '请填写标题', 'Give it a title'],
  body_empty: ['body', '请填写正文', 'Write the text'],
  category_empty: ['category', '请选择栏目', 'Choose a category'],
  issuer_empty: ['issuer', '请填写发布机构', 'Name the issuer'],
  targets_empty: ['targetIds', '请至少选择一个发布目标', 'Choose at least one target'],
  served_to_target: [
    'targetIds',
    '送达特定对象的信息不向社会发布，请取消所有发布目标',
    'What is for a named party is not published: leave out all targets',
  ],
  served_to_all: [
    'category',
    '公示、应急信息和对已发布信息的更正面向社会，不能只送达特定对象',
    'Public notices, emergencies and corrections of what is out are for everybody, and not for a named party',
  ],
  planned_in_past: [
    'plannedAt',
    '计划发布时间已过，请改为将来的时间',
    'The planned time has passed: choose a later one',
  ],
  expiry_in_past: ['expiresAt', '有效期已过，请改为将来的时间', 'The expiry has passed: choose a later one'],
  emergency_without_end: [
    'expiresAt',
    '应急信息必须填写失效时间，到时自动从各处撤下；可以写得早些，需要时再更正延长',
    'What is told in an emergency needs an end, at which it is taken down everywhere; it can be made later by a correction',
  ],
  expiry_before_planned: ['expiresAt', '有效期早于计划发布时间', 'It would expire before it is published'],
} as const satisfies Record<string, readonly [keyof DraftFields, string, string]>;

function problem(code: keyof typeof words): ProblemView {
  const [field, zh, en] = words[code];
  return { severity: 'error', code, field, message: { zh, en } };
}

/** What keeps a draft from being submitted, whatever its targets are. */
export function draftProblems(fields: DraftFields, now: Date): ProblemView[] {
  const planned = fields.plannedAt === undefined ? undefined : new Date(fields.plannedAt);
  const expires = fields.expiresAt === undefined ? undefined : new Date(fields.expiresAt);
  const shows = /<img /.test(fields.body) || plainText(fields.body) !== '';
  return [
    ...(fields.title === '' ? [problem('title_empty')] : []),
    ...(shows ? [] : [problem('body_empty')]),
    ...(fields.category === '' ? [problem('category_empty')] : []),
    ...(fields.issuer === '' ? [problem('issuer_empty')] : []),
    ...audienceProblems(fields),
    ...(fields.category === EMERGENCY_CATEGORY && !expires ? [problem('emergency_without_end')] : []),
    ...(planned && planned <= now ? [problem('planned_in_past')] : []),
    ...(expires && expires <= now ? [problem('expiry_in_past')] : []),
    ...(planned && expires && expires <= planned ? [problem('expiry_before_planned')] : []),
  ];
}

/** What is published has a target; what is served has none. */
function audienceProblems({ audience, category, targetIds }: DraftFields): ProblemView[] {
  if (audience !== 'specific') return targetIds.length === 0 ? [problem('targets_empty')] : [];
  return [
    ...(targetIds.length > 0 ? [problem('served_to_target')] : []),
    ...(category === EMERGENCY_CATEGORY || category === NOTICE_CATEGORY ? [problem('served_to_all')] : []),
  ];
}

/** What is out is for everybody, and so is its correction. */
export const correctionProblems = (
  { audience }: DraftFields,
  correction: string | undefined,
): ProblemView[] => (audience === 'specific' && correction !== undefined ? [problem('served_to_all')] : []);

/** What is served names its party; that is no field of the draft. */
export const withoutParty: ProblemView = {
  severity: 'error',
  code: 'party_empty',
  field: 'audience',
  message: { zh: '请填写送达对象', en: 'Name the party that it is for' },
};

/** A 公示 that would end before its working days are over, seen from its planned time or from now. */
export function noticeProblems(fields: DraftFields, now: Date, calendar: WorkCalendar): ProblemView[] {
  const days = noticeDaysOf(fields);
  if (days === undefined || fields.expiresAt === undefined) return [];
  const published = dayText(fields.plannedAt === undefined ? now : new Date(fields.plannedAt));
  const { last, endsAt } = noticeWindow(calendar, published, days);
  if (new Date(fields.expiresAt) >= new Date(endsAt)) return [];
  return [
    {
      severity: 'error',
      code: 'notice_too_short',
      field: 'expiresAt',
      message: {
        zh: `公示期不足 ${days} 个工作日，最早可到 ${last} 24:00；不填则自动按此计算`,
        en: `Less than ${days} working days: it may end on ${last} at 24:00 at the earliest, which is also what no date means`,
      },
    },
  ];
}

/** What is said about disclosure and validity, seen from the day on which it is to go out. */
export function metadataProblems(
  { metadata = {}, plannedAt, audience }: DraftFields,
  now: Date,
): ProblemView[] {
  const found: ProblemView[] = [];
  const { disclosure } = metadata;
  if (audience !== 'specific' && disclosure !== undefined && disclosure !== 'proactive')
    found.push({
      severity: 'error',
      code: 'not_disclosed',
      field: 'metadata.disclosure',
      message: {
        zh: '公开方式不是“主动公开”，不能发布',
        en: 'Only what is disclosed to everybody (主动公开) can be published',
      },
    });
  const force = forceOn(metadata, dayText(plannedAt === undefined ? now : new Date(plannedAt)));
  if (force === 'expired' || force === 'abolished')
    found.push({
      severity: 'warning',
      code: force === 'expired' ? 'validity_over' : 'abolished',
      field: force === 'expired' ? 'metadata.validUntil' : 'metadata.abolishedOn',
      message:
        force === 'expired'
          ? {
              zh: `有效期到 ${metadata.validUntil ?? ''} 为止，发布时已经失效`,
              en: `Its validity ends on ${metadata.validUntil ?? ''}, before it is published`,
            }
          : { zh: '已填写废止日期，发布时已经废止', en: 'It will be published as abolished' },
    });
  return found;
}

/** A channel's problem with a target. */
export function targetProblem(targetId: string, found: Problem): ProblemView {
  return { ...found, targetId };
}

export function switchedOff(target: { id: string; name: string }): ProblemView {
  return {
    severity: 'error',
    code: 'target_off',
    field: 'targetIds',
    message: {
      zh: `发布目标“${target.name}”已停用，请取消选择`,
      en: `The target “${target.name}” is switched off: leave it out`,
    },
    targetId: target.id,
  };
}

export function cannotRender(target: { id: string; name: string }): ProblemView {
  return {
    severity: 'error',
    code: 'render_failed',
    field: 'body',
    message: {
      zh: `发布目标“${target.name}”无法生成内容，请联系管理员`,
      en: `The target “${target.name}” cannot show this: ask the administrator`,
    },
    targetId: target.id,
  };
}

/** What sanitising took from the text, as warnings beside the preview; changes of mere style go without saying. */
export function lossProblems(notes: Notes): ProblemView[] {
  return notes
    .list()
    .filter((note) => note.kind === 'dropped')
    .map(({ message, count }) => ({
      severity: 'warning',
      code: 'content_dropped',
      field: 'body',
      message: { zh: `${message.zh}（${count} 处）`, en: `${message.en} (${count})` },
    }));
}
