import type { LocalizedText } from '../../../contract/values.js';
import { hits, type Rule } from '../finding.js';
import { hasNumberIn, masked, numbersOfKind } from '../kinds.js';
import { isCreditCode } from '../numbers.js';

const privacy: LocalizedText = {
  zh: '《政府信息公开条例》第十五条；《个人信息保护法》第二十八条、第三十四条',
  en: 'Regulation on disclosure, art. 15; Personal Information Protection Law, arts. 28 and 34',
};
const deIdentified: LocalizedText = {
  zh: '《个人信息保护法》第七十三条；公开前应去标识化',
  en: 'Personal Information Protection Law, art. 73: de-identify before disclosure',
};

export const personalRules: readonly Rule[] = [
  {
    id: 'id18',
    level: 'block',
    label: { zh: '居民身份证号', en: 'Resident ID' },
    source: privacy,
    find: (text) => numbersOfKind(text, 'id18'),
  },
  {
    id: 'id18-shape',
    level: 'review',
    label: { zh: '像身份证号（校验位不符）', en: 'Looks like a resident ID, wrong check digit' },
    source: privacy,
    find: (text) => numbersOfKind(text, 'id18-shape'),
  },
  {
    id: 'id15',
    level: 'review',
    label: { zh: '像旧版 15 位身份证号', en: 'Looks like an old resident ID' },
    source: privacy,
    find: (text) => numbersOfKind(text, 'id15'),
  },
  {
    id: 'bank',
    level: 'block',
    label: { zh: '银行卡号', en: 'Bank card' },
    source: privacy,
    find: (text) => numbersOfKind(text, 'bank'),
  },
  {
    id: 'mobile',
    level: 'review',
    label: { zh: '手机号码', en: 'Mobile number' },
    source: deIdentified,
    find: (text) => numbersOfKind(text, 'mobile'),
  },
  {
    id: 'uscc',
    level: 'info',
    label: { zh: '统一社会信用代码（可公开）', en: 'Unified social credit code (public)' },
    source: { zh: 'GB 32100', en: 'GB 32100' },
    find: (text) =>
      hits(text, /(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Za-z])/g).filter(
        ({ from, length }) =>
          isCreditCode(text.slice(from, from + length)) && !hasNumberIn(text, from, length),
      ),
  },
  {
    id: 'passport',
    level: 'review',
    label: { zh: '护照或通行证号', en: 'Passport or permit' },
    source: privacy,
    find: (text) =>
      hits(
        text,
        /(?<![0-9A-Za-z])(?:E[A-HJ-NP-Z]?\d{7,8}|[DGPS]E?\d{7,8}|[HMC]\d{8}(?:\d{2})?)(?![0-9A-Za-z])/g,
        ([text]) => masked(text, 2, 2),
      ),
  },
  {
    id: 'plate',
    level: 'review',
    label: { zh: '机动车号牌', en: 'Number plate' },
    source: deIdentified,
    find: (text) =>
      hits(
        text,
        /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•.\- ]?(?:[DF]?[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[A-HJ-NP-Z0-9]{5}[DF])(?![A-Z0-9])/g,
        ([plate]) => masked(plate, 2, 2),
      ),
  },
  {
    id: 'email',
    level: 'review',
    label: { zh: '电子邮箱', en: 'E-mail address' },
    source: deIdentified,
    find: (text) =>
      hits(text, /(?<![\w.])[\w.+-]{1,64}@(?![\w.-]*\.gov\.cn(?![\w-]))[\w-]+(?:\.[\w-]+)+/g, ([address]) =>
        masked(address, 1, 4),
      ),
  },
  {
    id: 'social-id',
    level: 'review',
    label: { zh: 'QQ 号或微信号', en: 'QQ or WeChat account' },
    source: deIdentified,
    find: (text) =>
      hits(text, /(?:QQ|qq|微信)(?:号|号码|账号)?:\s?(?<here>[A-Za-z0-9_-]{5,20})/g, ({ groups }) =>
        masked(groups?.['here'] ?? '', 2, 2),
      ),
  },
];
