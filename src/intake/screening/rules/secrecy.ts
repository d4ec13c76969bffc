import type { LocalizedText } from '../../../contract/values.js';
import { hits, type Rule } from '../finding.js';

const secrecy: LocalizedText = {
  zh: '《保守国家秘密法》第三十五条；《政府信息公开条例》第十四条',
  en: 'State Secrets Law, art. 35; Regulation on disclosure, art. 14',
};
const internal: LocalizedText = {
  zh: '《政府信息公开条例》第十六条',
  en: 'Regulation on disclosure, art. 16',
};

export const secrecyRules: readonly Rule[] = [
  {
    id: 'secret-mark',
    level: 'block',
    label: { zh: '密级标志', en: 'A mark of classification' },
    source: secrecy,
    find: (text) => hits(text, /(?:绝密|机密|秘密)\s?[★☆*]\s?(?:\d{1,2}(?:年|个月)|长期)?/g),
  },
  {
    id: 'secret-docno',
    level: 'block',
    label: { zh: '涉密文号', en: 'A classified document number' },
    source: secrecy,
    find: (text) =>
      hits(text, /\p{Script=Han}{0,8}密(?:发|函|电|字)?[〔[(]\d{4}[〕\])]\s?\d+号|(?:机密|绝密|秘密)电报/gu),
  },
  {
    id: 'not-public-mark',
    level: 'block',
    label: { zh: '不公开标志', en: 'Marked as not public' },
    source: internal,
    find: (text) =>
      hits(
        text,
        /此件不(?:予)?公开|内部(?:资料|文件|明电|使用)|不得外传|(?:阅后|用后)(?:收回|销毁)|明传电报|(?<=[(【[])工作秘密(?=[)】\]])|工作秘密\s?[★☆*]/g,
      ),
  },
  {
    id: 'draft-mark',
    level: 'block',
    label: { zh: '过程稿标志', en: 'Marked as a draft' },
    source: internal,
    find: (text, { category }) =>
      hits(
        text,
        category === '征求意见'
          ? /(?<=[(【[])(?:送审|讨论|审议|内部)稿(?=[)】\]])/g
          : /(?<=[(【[])(?:(?:送审|讨论|审议|内部|征求意见)稿)(?=[)】\]])/g,
      ),
  },
  {
    id: 'minutes',
    level: 'review',
    label: { zh: '会议纪要', en: 'Minutes of a meeting' },
    source: internal,
    find: (text, { isTitle }) => (isTitle ? hits(text, /会议纪要|会议记录/g) : []),
  },
];
