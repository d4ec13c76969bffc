import type { Ground } from '../api/ground.js';
import type { LocalizedText } from '../values.js';

export interface WithholdingGround {
  article: LocalizedText;
  force: 'must' | 'unless' | 'may';
  label: LocalizedText;
  sentence: LocalizedText;
}

/**
 * Why information is not disclosed: 政府信息公开条例 (2019) Art. 14 to 16, in this program's own words. `must`: it shall not be
 * disclosed. `unless`: it is all the same when the third party agrees, or when keeping it back would do the public interest
 * great harm. `may`: the office may keep it back.
 */
export const withholdingGrounds: Readonly<Record<Ground, WithholdingGround>> = {
  secret: {
    article: { zh: '第十四条', en: 'Art. 14' },
    force: 'must',
    label: { zh: '国家秘密', en: 'State secret' },
    sentence: {
      zh: '依法定为国家秘密的，不公开。密件不得录入本系统；发现误录，请立即停止传输并报告保密行政管理部门。',
      en: 'What is classified as a state secret is not disclosed. Such papers must not be kept here: stop passing them on and report it.',
    },
  },
  law: {
    article: { zh: '第十四条', en: 'Art. 14' },
    force: 'must',
    label: { zh: '法律、行政法规禁止公开', en: 'Forbidden by law' },
    sentence: {
      zh: '有法律或行政法规的条文禁止公开的，不公开。请写明是哪一条。',
      en: 'A law or an administrative regulation forbids its disclosure. Name the provision.',
    },
  },
  safety: {
    article: { zh: '第十四条', en: 'Art. 14' },
    force: 'must',
    label: { zh: '危及“三安全一稳定”', en: 'Endangers safety or stability' },
    sentence: {
      zh: '公开后可能危及国家安全、公共安全、经济安全或社会稳定的，不公开。',
      en: 'Its disclosure could endanger national, public or economic safety, or social stability.',
    },
  },
  trade: {
    article: { zh: '第十五条', en: 'Art. 15' },
    force: 'unless',
    label: { zh: '商业秘密', en: 'Trade secret' },
    sentence: {
      zh: '涉及商业秘密、公开会损害第三方合法权益的，不公开；第三方同意，或不公开会对公共利益造成重大影响的除外。',
      en: 'A trade secret whose disclosure would harm a third party, unless that party agrees or keeping it back would gravely affect the public interest.',
    },
  },
  privacy: {
    article: { zh: '第十五条', en: 'Art. 15' },
    force: 'unless',
    label: { zh: '个人隐私', en: 'Personal privacy' },
    sentence: {
      zh: '涉及个人隐私、公开会损害第三方合法权益的，不公开；第三方同意，或不公开会对公共利益造成重大影响的除外。',
      en: 'Personal privacy whose disclosure would harm somebody, unless they agree or keeping it back would gravely affect the public interest.',
    },
  },
  internal: {
    article: { zh: '第十六条第一款', en: 'Art. 16(1)' },
    force: 'may',
    label: { zh: '内部事务信息', en: 'Internal affairs' },
    sentence: {
      zh: '人事管理、后勤管理、内部工作流程等内部事务，可以不公开。',
      en: 'Internal affairs such as personnel, logistics and internal workflows may be kept back.',
    },
  },
  process: {
    article: { zh: '第十六条第二款', en: 'Art. 16(2)' },
    force: 'may',
    label: { zh: '过程性信息', en: 'Deliberations' },
    sentence: {
      zh: '履职中形成的讨论记录、过程稿、磋商信函、请示报告，可以不公开；法律、法规、规章规定应当公开的，从其规定。',
      en: 'Records of discussions, drafts, letters between bodies and requests for instructions may be kept back, unless a law asks for their disclosure.',
    },
  },
  case_file: {
    article: { zh: '第十六条第二款', en: 'Art. 16(2)' },
    force: 'may',
    label: { zh: '行政执法案卷', en: 'Enforcement case file' },
    sentence: {
      zh: '行政执法案卷信息，可以不公开；法律、法规、规章规定应当公开的，从其规定。',
      en: 'What belongs to an enforcement case file may be kept back, unless a law asks for its disclosure.',
    },
  },
};
