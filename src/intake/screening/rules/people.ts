import { hits, type Rule } from '../finding.js';

const privacy = {
  zh: '《政府信息公开条例》第十五条；《个人信息保护法》第二十八条',
  en: 'Regulation on disclosure, art. 15; Personal Information Protection Law, art. 28',
};

/** Words that follow such a label without being a name. */
const notNames = /^(?:本人|无|应当|可以|不服|对本|如不|依法|提出|申请|名称|信息|情况|签名|签字|盖章|的)/;

/** 张三丰 becomes 张某某. */
const anonymous = (name: string): string => `${name[0] ?? ''}${'某'.repeat(Math.max(1, name.length - 1))}`;

export const peopleRules: readonly Rule[] = [
  {
    id: 'party-name',
    level: 'review',
    label: { zh: '当事人姓名', en: 'A party’s name' },
    source: privacy,
    find: (text) =>
      hits(
        text,
        /(?:当事人|被处罚人|经营者|法定代表人|负责人|姓名|申请人|投诉人|举报人):\s?(?<here>\p{Script=Han}{2,4})(?!\p{Script=Han})/gu,
        ({ groups }) => anonymous(groups?.['here'] ?? ''),
      ).filter(({ from, length }) => {
        const name = text.slice(from, from + length);
        return !/[某×]/.test(name) && !notNames.test(name);
      }),
  },
  {
    id: 'home-address',
    level: 'review',
    label: { zh: '像住址', en: 'Looks like a home address' },
    source: privacy,
    find: (text) =>
      hits(
        text,
        /(?<here>(?:[\p{Script=Han}]{2,8}(?:省|市|区|县|镇|乡|街道))[\p{Script=Han}0-9]{0,12}(?:路|街|巷|弄|村|小区|花园|苑)[\p{Script=Han}0-9-]{0,12}?\d+(?:号楼|栋|幢|单元|室))/gu,
      ),
  },
  {
    id: 'vulnerable',
    level: 'review',
    label: { zh: '未成年人、健康或困难情况', en: 'Minors, health, hardship' },
    source: privacy,
    find: (text) =>
      hits(
        text,
        /(?<here>\p{Script=Han}{2,4}(?:[,、(](?:男|女)[,、]?|系|患有|患)\p{Script=Han}{0,4}(?:未成年|残疾|艾滋病|乙肝|癌症|精神病|低保户|特困人员|孤儿))/gu,
      ),
  },
];
