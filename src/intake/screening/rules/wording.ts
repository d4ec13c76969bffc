import { placeholder } from '../../../contract/api.js';
import type { LocalizedText } from '../../../contract/values.js';
import { hits, type Rule } from '../finding.js';

const style: LocalizedText = {
  zh: 'GB/T 9704-2012 党政机关公文格式',
  en: 'GB/T 9704-2012, layout of official documents',
};
const slipSource: LocalizedText = {
  zh: '国办秘函〔2019〕19号检查指标：表述错误',
  en: 'Inspection indicators (2019): wording errors',
};

/** A common slip: how it is written, and what is meant. */
const slips: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/帐(?=户|号|目|簿)/g, '账'],
  [/布署/g, '部署'],
  [/按装/g, '安装'],
  [/既使/g, '即使'],
  [/截止(?=(?:20\d{2}年|\d{1,2}月\d{1,2}日|目前|今日|昨日))/g, '截至'],
  [/登陆(?=(?:网站|系统|平台|账户|账号|后台|官网))/g, '登录'],
  [/做出(?=[^。;,]{0,12}(?:决定|判决|处罚|裁决))/g, '作出'],
  [/必需(?=(?:按照|遵守|依法|经过|取得|持有))/g, '必须'],
  [/其它(?=(?:单位|部门|人员|事项|情况|材料|规定))/g, '其他'],
  [/制订(?=(?:本办法|本条例|本规定|本细则))/g, '制定'],
  [/法制(?=(?:政府|社会|国家)建设)/g, '法治'],
  [/权力(?=(?:和义务|义务))/g, '权利'],
];

/** 二O二六, 二0二六 and 二○二六 are 二〇二六. */
const zeroYear = /(?<=[一二三四五六七八九〇])(?<here>[O0○Ｏ零])(?=[一二三四五六七八九〇O0○])/g;

const weekdays = '日一二三四五六';

/** The weekday that is written beside a date, where it is another day's. */
function wrongWeekdays(text: string) {
  const pattern = /(20\d{2})年(\d{1,2})月(\d{1,2})日\s?[((]?(?:星期|周)(?<here>[一二三四五六日天])/g;
  return hits(text, pattern, ([, year, month, day]) => {
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    return weekdays[date.getUTCDay()];
  }).filter(({ from, instead }) => (text[from] === '天' ? '日' : text[from]) !== instead);
}

export const wordingRules: readonly Rule[] = [
  {
    id: 'placeholder',
    level: 'warn',
    label: { zh: '模板里的空还没有填', en: 'A blank of the template is not filled in' },
    source: { zh: '本系统的模板', en: 'The hub’s templates' },
    find: (text) => hits(text, placeholder),
  },
  {
    id: 'docno-format',
    level: 'warn',
    label: { zh: '文号格式', en: 'Form of a document number' },
    source: style,
    // Decisions on penalties are numbered 〔2026〕第0147号 by many offices.
    find: (text, { category }) =>
      hits(
        text,
        /(?<=\p{Script=Han}{2})(?:[[(【](?<year>20\d{2})[\])】]\s?(?:第)?0*(?<number>\d+)号|〔(?<year2>20\d{2})〕\s?(?:第0*(?<number2>\d+)|0+(?<number3>\d+))号)/gu,
        ({ groups = {} }) =>
          `〔${groups['year'] ?? groups['year2'] ?? ''}〕${groups['number'] ?? groups['number2'] ?? groups['number3'] ?? ''}号`,
      ).filter(({ from }) => category !== '行政处罚' || text[from] !== '〔'),
  },
  {
    id: 'zero-glyph',
    level: 'warn',
    label: { zh: '“〇”写成了别的字', en: 'A wrong sign for 〇' },
    source: style,
    find: (text) => hits(text, zeroYear, () => '〇'),
  },
  {
    id: 'weekday',
    level: 'warn',
    label: { zh: '日期与星期不符', en: 'The weekday is another one' },
    source: slipSource,
    find: wrongWeekdays,
  },
  {
    id: 'slip',
    level: 'warn',
    label: { zh: '常见错别字', en: 'A common slip' },
    source: slipSource,
    find: (text) => slips.flatMap(([pattern, instead]) => hits(text, pattern, () => instead)),
  },
];
