/** Signs of the supplement of radicals that have no equivalent by Unicode's own table, each before the sign that is meant. */
const supplement =
  '⺠民⺟母⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⻎辶⻏阝⻖阝⺼月⺮竹⺌小⺍小';
const meant = new Map<string, string>();
for (let at = 0; at < supplement.length; at += 2) meant.set(supplement.charAt(at), supplement.charAt(at + 1));

/**
 * A PDF's text with the signs that people write: many programs name a glyph by its radical (⽂, ⾏) where 文, 行 is meant,
 * which looks the same and is found by no rule. As long as it was.
 */
export const withoutRadicals = (text: string): string =>
  text.replaceAll(/[\u2e80-\u2fdf\uf900-\ufaff]/g, (sign) => meant.get(sign) ?? sign.normalize('NFKC'));
