import { dialledWords, digitsWords, integerWords, numberWords } from './numbers.js';

/** What stands in front of the place that is read, and behind it. */
interface Around {
  before: string;
  after: string;
}
type Reader = (match: RegExpExecArray, around: Around) => string | undefined;

const NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
/** Two of these is 两, not 二. */
const COUNTED =
  /^\s*(?:个|名|位|家|项|件|次|处|条|种|类|块|张|台|辆|份|天|周|小时|分钟|年(?!级|\d)|倍|米|公里|千米|层|座|所|户|人(?!民)|千|万|亿)/u;
const DIALLED = /(?:电话|热线|拨打|致电|传真|手机|号码)[^\d。，,；;]{0,6}$/u;

const time = (hours: string, minutes: string, seconds?: string): string => {
  const minute = Number(minutes) === 0 && seconds === undefined ? '' : `${twoPlaces(minutes)}分`;
  return `${integerWords(String(Number(hours)))}点${minute}${seconds === undefined ? '' : `${twoPlaces(seconds)}秒`}`;
};
const twoPlaces = (digits: string): string =>
  Number(digits) < 10
    ? `零${Number(digits) === 0 ? '' : digitsWords(String(Number(digits)))}`
    : integerWords(digits);
const date = (year: string, month: string, day: string): string =>
  `${digitsWords(year)}年${integerWords(String(Number(month)))}月${integerWords(String(Number(day)))}日`;

/** In order: what says more is tried before what says less. */
const readers: [RegExp, Reader][] = [
  [/https?:\/\/[^\s\p{Script=Han}，。；）]+/uy, () => '（网址见文稿）'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/uy, () => '（邮箱见文稿）'],
  [
    /[〔[（(](\d{4})[〕\]）)]\s*第?\s*(\d+)\s*号/uy,
    ([, year = '', no = '']) => `${digitsWords(year)}年第${integerWords(no)}号`,
  ],
  [/(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/uy, ([, ...parts]) => calendar(parts)],
  [/(\d{4})(?=\s*年)/uy, ([, year = '']) => digitsWords(year)],
  [/([01]?\d|2[0-4])[:：]([0-5]\d)(?:[:：]([0-5]\d))?(?!\d)/uy, ([, h = '', m = '', s]) => time(h, m, s)],
  [
    /(0\d{2,3})[-—](\d{7,8})(?!\d)/uy,
    ([, area = '', no = '']) => `${dialledWords(area)}，${dialledWords(no)}`,
  ],
  [/([48]00)-(\d{3})-(\d{4})(?!\d)/uy, ([, ...parts]) => parts.map(dialledWords).join('，')],
  [/1[3-9]\d{9}(?!\d)/uy, ([no]) => dialledWords(no)],
  [/\d{3,}(?![\d.,]*\d)/uy, ([no], { before }) => (DIALLED.test(before) ? dialledWords(no) : undefined)],
  [new RegExp(String.raw`[-−－](${NUMBER})\s*(?:℃|°C)`, 'uy'), ([, n = '']) => `零下${numberWords(n)}摄氏度`],
  [new RegExp(String.raw`(${NUMBER})\s*(?:℃|°C)`, 'uy'), ([, n = '']) => `${numberWords(n)}摄氏度`],
  [new RegExp(String.raw`(${NUMBER})\s*[%％]`, 'uy'), ([, n = '']) => `百分之${numberWords(n)}`],
  [new RegExp(String.raw`(${NUMBER})\s*‰`, 'uy'), ([, n = '']) => `千分之${numberWords(n)}`],
  [/\d+(?:\.\d+){2,}/uy, ([no]) => no.split('.').map(integerWords).join('点')],
  [/(\d{1,4})\/(\d{1,4})(?![\d/])/uy, ([, a = '', b = '']) => fraction(a, b)],
  [
    new RegExp(
      `(${NUMBER})${String.raw`\s*(m²|㎡|km²|m³|km/h|km|kg|cm|mm|kWh|kW|m|t|L|ml)(?![A-Za-z])`}`,
      'uy',
    ),
    ([, n = '', unit = '']) => measured(n, unit),
  ],
  [
    new RegExp(String.raw`[-−](${NUMBER})`, 'uy'),
    ([, n = ''], { before }) => (/[\p{L}\p{N}]$/u.test(before) ? undefined : `负${numberWords(n)}`),
  ],
  [
    /\d+/uy,
    ([no], { before }) => (/[A-Za-z][-—]?$/u.test(before) && no.length > 2 ? dialledWords(no) : undefined),
  ],
  [
    new RegExp(NUMBER, 'uy'),
    ([n], { before, after }) =>
      n === '2' && !before.endsWith('第') && COUNTED.test(after) ? '两' : numberWords(n),
  ],
];

const units: Record<string, string> = {
  'm²': '平方米',
  '㎡': '平方米',
  'km²': '平方公里',
  'm³': '立方米',
  'km/h': '公里每小时',
  km: '公里',
  kg: '公斤',
  cm: '厘米',
  mm: '毫米',
  kWh: '千瓦时',
  kW: '千瓦',
  m: '米',
  t: '吨',
  L: '升',
  ml: '毫升',
};

function measured(number: string, unit: string): string {
  const words = units[unit] ?? unit;
  return `${number === '2' ? '两' : numberWords(number)}${words}`;
}

function calendar([year = '', month = '', day = '']: (string | undefined)[]): string | undefined {
  const possible = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
  return possible ? date(year, month, day) : undefined;
}

function fraction(part: string, whole: string): string | undefined {
  return Number(part) < Number(whole) && Number(part) > 0
    ? `${integerWords(String(Number(whole)))}分之${integerWords(String(Number(part)))}`
    : undefined;
}

/** Signs that mean a number: ① to ⑳, Ⅰ to Ⅻ. */
function signWords(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x2460 && code <= 0x2473) return integerWords(String(code - 0x2460 + 1));
  if (code >= 0x2160 && code <= 0x216b) return integerWords(String(code - 0x2160 + 1));
  return undefined;
}

/** A dash or a wave between two numbers means "to". */
const TO = /\s*[—–~～至-]{1,2}\s*(?=\d)/uy;

/**
 * A text as it is read aloud: numbers, dates, times, percentages, document and telephone numbers in Chinese words.
 * What has no number in it stays as it is; the answer holds no digit.
 */
export function speak(text: string): string {
  const plain = text.replace(/[０-９]/gu, halfWidth);
  let spoken = '';
  let at = 0;
  while (at < plain.length) {
    const read = readAt(plain, at);
    if (!read) {
      const character = String.fromCodePoint(plain.codePointAt(at) ?? 0);
      spoken += signWords(character) ?? character;
      at += character.length;
      continue;
    }
    spoken += read.words;
    at = read.end;
    TO.lastIndex = at;
    const to = TO.exec(plain);
    if (to) {
      spoken += '至';
      at += to[0].length;
    }
  }
  return spoken;
}

const halfWidth = (wide: string): string => String(wide.charCodeAt(0) - 0xff10);

function readAt(text: string, at: number): { words: string; end: number } | undefined {
  for (const [pattern, reader] of readers) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) continue;
    const end = at + match[0].length;
    const words = reader(match, {
      before: text.slice(Math.max(0, at - 20), at),
      after: text.slice(end, end + 8),
    });
    if (words !== undefined) return { words, end };
  }
  return undefined;
}

/** How many characters of a text are read, punctuation left out. */
export const spokenLength = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

/** Characters a second of a calm news voice. */
export const SPEED = 3.5;

/** Whole seconds that reading lines aloud takes. */
export const readingSeconds = (lines: string[]): number =>
  Math.ceil(lines.reduce((sum, line) => sum + spokenLength(line), 0) / SPEED);
