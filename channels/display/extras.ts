import { z } from 'zod';

/** What of a draft's attachments the screens show beside its text. */
export const DisplayExtras = z.object({
  films: z
    .boolean()
    .default(true)
    .meta({
      label: { zh: '播放附件中的视频', en: 'Play attached films' },
      hint: {
        zh: '同名的 .vtt 文件用作字幕，同名的图片用作封面；默认静音。',
        en: 'A .vtt file of the same name gives the captions, a picture of the same name the poster; muted unless the group allows sound.',
      },
    }),
  pdf: z
    .boolean()
    .default(false)
    .meta({
      label: { zh: '把附件中的 PDF 逐页上屏', en: 'Show attached PDF files page by page' },
      hint: {
        zh: '适合海报、图表；送审时转成图片，每份最多 12 页。',
        en: 'For posters and charts; turned into pictures at submission, 12 pages a file at most.',
      },
    }),
});
export type DisplayExtras = z.infer<typeof DisplayExtras>;
