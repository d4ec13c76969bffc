import type { Problem, RenderKit, VersionView } from '../../src/contract/channel.js';
import type { FullBlock } from '../../src/contract/slide/document.js';
import type { AssetRef, LocalizedText } from '../../src/contract/values.js';
import { DisplayExtras } from './extras.js';
import type { Film } from './film/facts.js';
import { faultOf, MOST_SECONDS, readFilm, type FilmFault } from './film/film.js';

/** More pages of one file than that keep everything else waiting. */
const MOST_SHEETS = 12;
/** As large as a wall of 1920 pixels shows a page, lying or upright. */
const sheetBox = { width: 1728, height: 1440, most: MOST_SHEETS };
const films = new Set(['video/mp4', 'video/webm']);

export interface Media {
  blocks: FullBlock[];
  assets: AssetRef[];
  problems: Problem[];
}

/** What the screens show of a version's attachments, as its extras say, each on pages of its own. */
export async function mediaOf(version: VersionView, kit: RenderKit): Promise<Media> {
  const wanted = DisplayExtras.parse(version.extras ?? {});
  const media: Media = { blocks: [], assets: [], problems: [] };
  for (const file of version.attachments) {
    const found =
      films.has(file.mediaType) && wanted.films
        ? await filmOf(file, version.attachments, kit)
        : file.mediaType === 'application/pdf' && wanted.pdf
          ? await sheetsOf(file, kit)
          : undefined;
    media.blocks.push(...(found?.blocks ?? []));
    media.assets.push(...(found?.assets ?? []));
    media.problems.push(...(found?.problems ?? []));
  }
  return media;
}

const stem = ({ name }: AssetRef): string => name.replace(/\.[^.]*$/, '');

async function filmOf(file: AssetRef, all: readonly AssetRef[], kit: RenderKit): Promise<Media> {
  const { mediaType, name, hash } = file;
  const refuse = (code: FilmFault, film?: Film): Media => ({
    blocks: [],
    assets: [],
    problems: [{ severity: 'error', code, field: 'attachments', message: filmWords[code](name, film) }],
  });
  const film = await tried(async () => readFilm(await kit.read(hash), mediaType));
  if (!film) return refuse('film_unreadable');
  const fault = faultOf(film, mediaType);
  if (fault) return refuse(fault, film);
  const beside = all.filter((other) => other !== file && stem(other) === stem(file));
  const captions = beside.find((other) => other.mediaType === 'text/vtt');
  const poster = beside.find((other) => other.mediaType.startsWith('image/'));
  const { seconds, width, height } = film;
  const block: FullBlock = {
    kind: 'film',
    asset: hash,
    mediaType: mediaType === 'video/webm' ? 'video/webm' : 'video/mp4',
    file: name,
    seconds: Math.round(seconds * 1000) / 1000,
    width: Math.round(width),
    height: Math.round(height),
    ...(captions ? { captions: captions.hash } : {}),
    ...(poster ? { poster: poster.hash } : {}),
  };
  const assets = [file, captions, poster].filter((one) => one !== undefined);
  return { blocks: [block], assets, problems: captions ? [] : [withoutCaptions(name)] };
}

async function sheetsOf(file: AssetRef, kit: RenderKit): Promise<Media> {
  const drawn = await tried(() => kit.pages(file.hash, sheetBox));
  if (!drawn) return { blocks: [], assets: [], problems: [pdfUnreadable(file.name)] };
  const { total, pages } = drawn;
  if (total > MOST_SHEETS) return { blocks: [], assets: [], problems: [pdfLong(file.name, total)] };
  const blocks = pages.map(({ hash, width = 1, height = 1 }, index): FullBlock => ({
    kind: 'sheet',
    asset: hash,
    file: file.name,
    page: index + 1,
    pages: total,
    width,
    height,
  }));
  return { blocks, assets: pages, problems: [smallPrint(file.name)] };
}

/** Undefined for what cannot be read: its author is told, and nothing of it is shown. */
async function tried<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}

const again = {
  zh: '请导出为 MP4（H.264 画面、AAC 声音）或 WebM（VP8、VP9 画面）后重新上传，或取消“播放附件中的视频”。',
  en: 'Export it as MP4 (H.264 with AAC) or WebM (VP8 or VP9) and upload it again, or leave films out.',
};
const filmWords: Record<FilmFault, (name: string, film?: Film) => LocalizedText> = {
  film_unreadable: (name) => ({
    zh: `视频“${name}”已损坏，或读不出时长和画面大小。${again.zh}`,
    en: `The film "${name}" is damaged, or does not say how long and how large it is. ${again.en}`,
  }),
  film_video: (name, film) => ({
    zh: `视频“${name}”的画面是 ${film?.video ?? '未知'} 编码，显示屏放不了。${again.zh}`,
    en: `Screens cannot play the picture of the film "${name}" (${film?.video ?? 'unknown'}). ${again.en}`,
  }),
  film_odd: (name, film) => ({
    zh: `视频“${name}”的 ${film?.video ?? ''} 编码用了显示屏放不了的格式（${film?.odd ?? ''}，多为 10 位色彩）。${again.zh}`,
    en: `The film "${name}" uses a form of ${film?.video ?? ''} that screens cannot play (${film?.odd ?? ''}). ${again.en}`,
  }),
  film_audio: (name, film) => ({
    zh: `视频“${name}”的声音是 ${film?.audio ?? '未知'} 编码，显示屏放不了。${again.zh}`,
    en: `Screens cannot play the sound of the film "${name}" (${film?.audio ?? 'unknown'}). ${again.en}`,
  }),
  film_long: (name) => ({
    zh: `视频“${name}”超过 ${String(MOST_SECONDS / 60)} 分钟，放映期间其他信息都要等待，请剪短。`,
    en: `The film "${name}" is longer than ${String(MOST_SECONDS / 60)} minutes, and everything else would wait: cut it.`,
  }),
  film_large: (name, film) => ({
    zh: `视频“${name}”的画面是 ${String(film?.width ?? 0)}×${String(film?.height ?? 0)}，显示屏的小主机放不动，请导出为 1080p 或更小。`,
    en: `The film "${name}" has ${String(film?.width ?? 0)}×${String(film?.height ?? 0)} pixels, too many for small boxes: export it as 1080p or less.`,
  }),
};

const problem = (severity: Problem['severity'], code: string, zh: string, en: string): Problem => ({
  severity,
  code,
  field: 'attachments',
  message: { zh, en },
});
const withoutCaptions = (name: string): Problem =>
  problem(
    'warning',
    'film_without_captions',
    `视频“${name}”没有字幕。显示屏通常静音播放，请上传同名的 .vtt 字幕文件。`,
    `The film "${name}" has no captions. Screens mostly play without sound: upload a .vtt file of the same name.`,
  );
const pdfUnreadable = (name: string): Problem =>
  problem(
    'error',
    'pdf_unreadable',
    `PDF“${name}”无法转成图片。请用原来的程序打开，另存后重新上传，或取消“把附件中的 PDF 逐页上屏”。`,
    `The PDF "${name}" cannot be drawn. Open it in the program that it comes from and save it anew, or leave PDF files out.`,
  );
const pdfLong = (name: string, total: number): Problem =>
  problem(
    'error',
    'pdf_long',
    `PDF“${name}”有 ${String(total)} 页，显示屏每份最多 ${String(MOST_SHEETS)} 页。请只上传要上屏的几页，或取消“把附件中的 PDF 逐页上屏”。`,
    `The PDF "${name}" has ${String(total)} pages; screens take ${String(MOST_SHEETS)} a file. Upload those that matter, or leave PDF files out.`,
  );
const smallPrint = (name: string): Problem =>
  problem(
    'warning',
    'pdf_small_print',
    `PDF“${name}”按原样上屏，字号小于标题的文字在观看距离外看不清，请看预览确认。`,
    `The PDF "${name}" is shown as it is; small print is not legible from where people stand: look at the preview.`,
  );
