import type { Problem } from '../../src/contract/channel.js';
import { blockText, runsText, type Block, type SlidesV1 } from '../../src/contract/slide/document.js';
import { missingGlyphs } from '../../src/contract/slide/glyphs.js';

/** More than that is another writing system, and told in one sentence. */
const MOST_NAMED = 20;

interface Place {
  field: Problem['field'];
  zh: string;
  en: string;
}
const places: Record<'title' | 'issuer' | 'docNo' | 'category' | 'body', Place> = {
  title: { field: 'title', zh: '标题', en: 'the title' },
  issuer: { field: 'issuer', zh: '发布机构', en: 'the issuer' },
  docNo: { field: 'docNo', zh: '文号', en: 'the document number' },
  category: { field: 'category', zh: '栏目', en: 'the category' },
  body: { field: 'body', zh: '正文', en: 'the text' },
};

/** Characters that the screens' font lacks: a wall would show an empty box in their place. */
export function glyphProblems(document: SlidesV1): Problem[] {
  const texts: [keyof typeof places, string][] = [
    ['title', document.title],
    ['issuer', document.issuer],
    ['docNo', document.docNo ?? ''],
    ['category', document.category],
    ['body', document.blocks.map(shownText).join('\n')],
  ];
  return texts.flatMap(([name, text]) => problemsIn(places[name], text));
}

/** All that is drawn of a block, its caption included. */
function shownText(block: Block): string {
  const caption = block.kind === 'table' ? runsText(block.caption ?? []) : '';
  return `${caption}\n${blockText(block)}`;
}

function problemsIn({ field, ...place }: Place, text: string): Problem[] {
  const missing = missingGlyphs(text);
  const problems = missing.slice(0, MOST_NAMED).map(({ character, code, around, times }): Problem => {
    const often =
      times > 1 ? { zh: `（共 ${String(times)} 处）`, en: ` (${String(times)} times)` } : { zh: '', en: '' };
    return {
      severity: 'error',
      code: 'glyph_missing',
      field,
      message: {
        zh: `${place.zh}里的“${character}”（${code}）显示屏的字体里没有，上屏会成为空框：“…${around}…”${often.zh}。请改用规范字或近义的写法，必须用这个字时请以图片插入。`,
        en: `Screens have no glyph for “${character}” (${code}) in ${place.en} and would show an empty box: “…${around}…”${often.en}. Use a standard character or another wording, or put it in as a picture.`,
      },
    };
  });
  if (missing.length <= MOST_NAMED) return problems;
  const more = String(missing.length - MOST_NAMED);
  return [
    ...problems,
    {
      severity: 'error',
      code: 'glyphs_missing',
      field,
      message: {
        zh: `${place.zh}里另有 ${more} 个字显示屏也不能显示，请以图片插入这部分内容，或不发布到显示屏。`,
        en: `Screens cannot show ${more} more characters in ${place.en}: put that part in as a picture, or leave screens out.`,
      },
    },
  ];
}
