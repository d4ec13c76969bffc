/**
 * Text of old official pages, as machines have left it: converted to traditional characters, with punctuation doubled where two
 * systems met (`，，` `，。`), and with a reading behind the characters (`認(rèn)真`).
 */

export const legacyParts = ['traditional', 'doubled', 'glosses'] as const;

/** How often each was found. */
export type Legacy = Record<(typeof legacyParts)[number], number>;

export interface Cleaning {
  /** To simplified characters; missing where they are to stay. */
  simplify?: ((text: string) => string) | undefined;
  doubled: boolean;
  glosses: boolean;
}

/** Frequent characters that simplified text never has; enough to notice such a text without its dictionary. */
const traditional =
  /[並亞來個們倫備傳債傷傾僅價優儲員單嗎嘗國園圍團圖報場塊塵墊壇壓壯壽夢奪奮婦學寧實審寫寬寶將專對導層屬島幣幫幾庫廠廢廣廳張強彈彙後從復徵徹恆恥惡惱愛態慶憂應懷戰戲擁擇擊擔據擠擬擴攜攝敗敵數斷於時晉曆書會東條業極構樣標樓樞機檔檢權歐歡歲歷殘殺氣決沒況涼淺減測湧湯準溝滅滬滿漢漲漸潔澤濟濤濱營爐爭爺狀獎獨獲現環產畢異當療癥發監盤眾睏碼確礎禮禪稅種穩窮競筆節範築簡糧糾紀約紅納純紙級組細終結給統經綜維網緊線緩編緣縣縮總績織繼續罰罷義習聖聞聯聲職肅腦腳臨舉舊艦藝莊華萬葉蘇處號虛補裝裏製複見規視親覺觀計訊討訓記訪設許評詞詢試該詳語誤說課調談請論諮證識譯議護讀變讓貝負財責貨貫貴買費資賓賞質賴贊趕跡軍軟載輔輕輛輩輪輯輸轄轉農這進過違達遠適選還鄉鄰醫釋鋒錄錢鋼錯鐘鐵鑒長門閉開閒間閱關陽隊階際陸陰陳險隨難電靈靜響頁頂項順須預頒頭題額顏願類顧風飛飯飲館馬駐驅驗驟體魚鮮鳥麗黃點黨齊龍]/gu;

/** The strongest of a run stays. */
const marks = ['。', '；', '：', '，', '、'];
const wide: Record<string, string> = { '.': '。', ';': '；', ':': '：', ',': '，' };
/** A run of two and more, one of them full-width, so that numbers, times and addresses stay as they are. */
const doubled = /(?:[，、；：。][，、；：。,.;:]+|[,.;:]+[，、；：。]+[，、；：。,.;:]*)/gu;
/** After what ends a sentence anyhow. */
const behind = /(?<=[！？])[，、；：。]+/gu;

const gloss = /(?<=\p{Script=Han})[ \u3000]?[（(]\s?([\p{Script=Latin}\p{M}]{1,8})\s?[）)]/gu;
const tones = /[\u0300\u0301\u0304\u030C]/gu;
const UMLAUT = '\u0308';
const syllable = /^(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:[aeiou]{1,4}(?:ng?|r)?|ng?|m)$/u;

/** One syllable with its one tone: a word of another language in brackets stays. Old pages write ɑ and ɡ for a and g. */
function isReading(latin: string): boolean {
  const apart = latin.toLowerCase().replaceAll('ɑ', 'a').replaceAll('ɡ', 'g').normalize('NFD');
  return (
    (apart.match(tones) ?? []).length === 1 &&
    syllable.test(apart.replaceAll(tones, '').replaceAll(UMLAUT, ''))
  );
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

export function legacyIn(text: string): Legacy {
  return {
    traditional: count(text, traditional),
    doubled: count(text, doubled) + count(text, behind),
    glosses: [...text.matchAll(gloss)].filter(([, latin = '']) => isReading(latin)).length,
  };
}

/** One of a kind may be meant: a name, a rare character's reading. Cleaning is offered where it looks like a machine's work. */
export const looksConverted = (found: Legacy): boolean =>
  found.traditional >= 3 || found.doubled >= 2 || found.glosses >= 2;

/** Dots in a row are what people type for an ellipsis. */
function oneMark(run: string): string {
  if (/^。{3,}$/u.test(run)) return '……';
  const all = Array.from(run, (mark) => wide[mark] ?? mark);
  return marks.find((mark) => all.includes(mark)) ?? run;
}

/** The same text, cleaned as was wished. Readings go first, so that words are whole when their characters change. */
export function cleanedText(text: string, wish: Cleaning): string {
  let clean = text;
  if (wish.glosses)
    clean = clean.replace(gloss, (whole: string, latin: string) => (isReading(latin) ? '' : whole));
  if (wish.simplify) clean = wish.simplify(clean);
  if (wish.doubled) clean = clean.replace(doubled, oneMark).replace(behind, '');
  return clean;
}

/** From traditional to simplified characters by OpenCC's tables, words before single characters. They come when they are asked for. */
export async function loadSimplify(): Promise<(text: string) => string> {
  const [{ ConverterFactory }, { default: groups }] = await Promise.all([
    import('opencc-js/core'),
    import('opencc-js/to/cn'),
  ]);
  return ConverterFactory(...groups);
}
