import type { DeliveryState, RecallReason } from '../../contract/values.js';
import type { Standing, Words } from './model.js';

const regulation = '《政府信息公开条例》';

/** A reason in the office's words, with the rule where one says it. */
export const reasonWords: Record<RecallReason, Words & { rule?: Words }> = {
  error: {
    zh: '内容有误',
    en: 'An error in it',
    rule: {
      zh: `${regulation}第六条：及时、准确地公开；对虚假或者不完整信息，发布准确的信息予以澄清`,
      en: 'Regulation on the disclosure of government information, art. 6',
    },
  },
  secrecy: {
    zh: '涉密或敏感',
    en: 'Secrecy',
    rule: {
      zh: `${regulation}第十四条：国家秘密，法律、行政法规禁止公开的，公开后可能危及国家安全、公共安全、经济安全、社会稳定的，不予公开`,
      en: 'Regulation on the disclosure of government information, art. 14',
    },
  },
  privacy: {
    zh: '涉及个人信息',
    en: 'Personal data',
    rule: {
      zh: `${regulation}第十五条：涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害的，不得公开`,
      en: 'Regulation on the disclosure of government information, art. 15',
    },
  },
  policy_change: { zh: '政策调整', en: 'Change of policy' },
  duplicate: { zh: '重复发布', en: 'Duplicate' },
  other: { zh: '其他原因（见说明）', en: 'Another reason, see the note' },
};

export const kindWords: Record<'proof' | 'progress' | 'request', Words> = {
  proof: { zh: '撤回证明', en: 'Proof of recall' },
  progress: { zh: '撤回进展说明', en: 'Progress of a recall' },
  request: { zh: '撤回申请', en: 'Request for a recall' },
};

export const standingWords: Record<Standing, Words> = {
  waiting: { zh: '尚未完成', en: 'Not finished' },
  open: { zh: '尚未完成', en: 'Not finished' },
  refused: { zh: '未同意撤回', en: 'Refused' },
  finished: { zh: '已全部撤下，并经核对', en: 'All taken back, and verified' },
};

/** Of a finished recall that did not cover everything. */
export const partWords: Words = {
  zh: '本次范围内已全部撤下，并经核对',
  en: 'All of this recall taken back, and verified',
};

/** How a recall of one place stands while it is not over. */
export const openWords: Partial<Record<DeliveryState, Words>> = {
  held: { zh: '撤回暂缓', en: 'held' },
  scheduled: { zh: '待撤回', en: 'about to be recalled' },
  queued: { zh: '撤回排队中', en: 'queued' },
  sending: { zh: '撤回中', en: 'being recalled' },
  accepted: { zh: '撤回待确认', en: 'not confirmed yet' },
  with_person: { zh: '等人处理', en: 'with a person' },
  unconfirmed: { zh: '未确认', en: 'unconfirmed' },
  failed: { zh: '撤回失败', en: 'failed' },
};

/** How something stands that this recall does not cover. */
export const outWords: Partial<Record<DeliveryState, Words>> = {
  held: { zh: '暂缓发布', en: 'held' },
  scheduled: { zh: '待发布', en: 'about to go out' },
  queued: { zh: '排队发布', en: 'queued' },
  sending: { zh: '发送中', en: 'being sent' },
  accepted: { zh: '待上线', en: 'accepted' },
  live: { zh: '仍在线', en: 'still live' },
  missing: { zh: '巡检发现异常', en: 'missing' },
  unconfirmed: { zh: '未确认', en: 'unconfirmed' },
};

/** What came of a run or a look, as attempts record it. */
export const outcomeWords: Record<string, Words> = {
  gone: { zh: '回看：内容已不在', en: 'looked again: it is gone' },
  absent: { zh: '回看：从未到达该处', en: 'looked again: it never arrived' },
  pending: { zh: '回看：对方尚未处理完', en: 'looked again: pending' },
  'not there yet': { zh: '回看：不在，静待复核', en: 'looked again: not there, and looked once more later' },
  'still there': { zh: '回看：内容仍在', en: 'looked again: still there' },
  unknown: { zh: '回看：无法判断', en: 'looked again: cannot be told' },
  'with a person': { zh: '回看：未得到确认，已交人工', en: 'looked again: handed to a person' },
};

/** Names under which channels tell facts beside a task; another name is shown as it is. */
export const factWords: Record<string, Words> = {
  contact: { zh: '联系方式', en: 'contact' },
  deskUrl: { zh: '投稿后台', en: 'desk' },
  address: { zh: '地址', en: 'address' },
  url: { zh: '网址', en: 'address' },
  name: { zh: '姓名', en: 'name' },
  words: { zh: '说明', en: 'words' },
  phone: { zh: '电话', en: 'telephone' },
  edition: { zh: '版面或时段', en: 'edition' },
};

/** What ledger entries say. A kind that is not here is shown as it is. */
export const entryWords: Record<string, Words> = {
  'screening.asked': { zh: '请人放行筛查拦下的内容', en: 'asked to let findings pass' },
  'screening.passed': { zh: '放行筛查拦下的内容', en: 'findings let pass' },
  'party.named': { zh: '指定送达对象', en: 'party named' },
  'service.recorded': { zh: '记录送达', en: 'service recorded' },
  'version.submitted': { zh: '送审', en: 'version submitted' },
  'version.approved': { zh: '审查通过', en: 'version approved' },
  'after_review.due': { zh: '应急发布，待补审', en: 'let go on duty, review due' },
  'after_review.confirmed': { zh: '应急补审：确认', en: 'review afterwards: confirmed' },
  'after_review.correct': { zh: '应急补审：须更正', en: 'review afterwards: to be corrected' },
  'after_review.recall': { zh: '应急补审：须撤回', en: 'review afterwards: to be recalled' },
  'slip.printed': { zh: '生成纸质审签单', en: 'slip for signing printed' },
  'paper.recorded': { zh: '登记纸质审签', en: 'signed on paper, recorded' },
  'paper.confirmed': { zh: '纸质审签核对计入', en: 'signed on paper, confirmed' },
  'paper.rejected': { zh: '纸质审签核对未通过', en: 'signed on paper, not confirmed' },
  'delegation.created': { zh: '设立审签委托', en: 'steps delegated' },
  'delegation.revoked': { zh: '收回审签委托', en: 'delegation taken back' },
  'decision.approved': { zh: '审查同意', en: 'approved in review' },
  'decision.returned': { zh: '审查退回', en: 'returned in review' },
  'release.created': { zh: '发布', en: 'released' },
  'delivery.live': { zh: '已上线', en: 'live' },
  'recall.requested': { zh: '申请撤回', en: 'recall requested' },
  'recall.approved': { zh: '同意撤回', en: 'recall approved' },
  'recall.refused': { zh: '不同意撤回', en: 'recall refused' },
  'recall.ordered': { zh: '撤回开始', en: 'recall ordered' },
  'delivery.created': { zh: '下达撤回', en: 'recall of a place' },
  'delivery.cancelled': { zh: '未发出，已取消', en: 'cancelled before it went out' },
  'delivery.with_person': { zh: '交人工处理', en: 'handed to a person' },
  'delivery.failed': { zh: '失败', en: 'failed' },
  'delivery.unconfirmed': { zh: '未确认', en: 'unconfirmed' },
  'delivery.missing': { zh: '巡检发现异常', en: 'missing' },
  'delivery.resolved': { zh: '人工判定', en: 'resolved by a person' },
  'delivery.done': { zh: '核对撤下', en: 'verified gone' },
  'delivery.gone': { zh: '已下线', en: 'gone' },
  'screens.shown': { zh: '列入显示屏节目单', en: 'on the screens’ list' },
  'screens.retracted': { zh: '从显示屏节目单移除', en: 'off the screens’ list' },
  'task.answered': { zh: '人工填报', en: 'a person answered' },
};
