import type { ImportNote } from '../../contract/api.js';

/** Everything that reading someone's text can drop, change or guess, in words for the clerk. */
const words = {
  script: ['dropped', '脚本已去除', 'Scripts were removed'],
  handler: ['dropped', '网页事件代码已去除', 'Event handlers were removed'],
  unsafeLink: [
    'dropped',
    '不安全或不完整的链接已去除，文字保留',
    'Unsafe or incomplete links were removed; their text stays',
  ],
  externalPicture: [
    'dropped',
    '外部图片未载入，请下载后上传',
    'Pictures on other sites were not loaded: upload them',
  ],
  embeddedPicture: [
    'dropped',
    '粘贴的图片未保留，请用“插入图片”上传',
    'Pasted pictures were not kept: upload them',
  ],
  frame: ['dropped', '嵌入的网页、视频等内容已去除', 'Embedded pages, videos and objects were removed'],
  drawing: ['dropped', '矢量图形或公式已去除', 'Vector drawings or formulas were removed'],
  form: ['dropped', '表单控件已去除', 'Form controls were removed'],
  hidden: ['dropped', '隐藏内容已去除', 'Hidden content was removed'],
  style: ['changed', '字体、颜色等版式改为统一样式', 'Fonts, colours and layout became the standard style'],
  strike: [
    'changed',
    '删除线已去除，文字保留，请核对',
    'Strike-through was removed but its text stays: check it',
  ],
  nestedTable: ['changed', '表格中的表格改为文字', 'Tables within tables became text'],
  header: ['dropped', '页眉、页脚已去除', 'Page headers and footers were removed'],
  comment: ['dropped', '批注已去除', 'Comments were removed'],
  revision: ['changed', '修订已按接受处理，请核对', 'Tracked changes were taken as accepted: check them'],
  shownHidden: [
    'changed',
    'Word 中的隐藏文字会显示出来，请核对',
    'Text hidden in Word is visible now: check it',
  ],
  numbering: [
    'changed',
    '自动编号（如“一、”“第一条”）改为 1、2、3，请核对',
    'Automatic numbers of other kinds became 1, 2, 3: check them',
  ],
  footnote: ['changed', '脚注、尾注移到文末', 'Footnotes and endnotes moved to the end'],
  textBox: ['changed', '文本框内容移到所在段落之后', 'Text boxes moved behind their paragraph'],
  lostTextBox: ['dropped', '文本框或形状无法读取', 'Text boxes or shapes could not be read'],
  object: [
    'dropped',
    '嵌入的图表、公式或其他对象已去除',
    'Embedded charts, formulas and objects were removed',
  ],
  picture: [
    'dropped',
    '图片格式不支持（如 EMF、WMF、TIFF），请转为 PNG 或 JPEG 后上传',
    'Pictures of an unsupported kind (such as EMF, WMF, TIFF) were left out: upload them as PNG or JPEG',
  ],
  brokenPicture: ['dropped', '图片损坏或缺失', 'Pictures were damaged or missing'],
  namedStyle: ['changed', '自定义样式按正文处理', 'Custom styles became plain paragraphs'],
  letterhead: ['changed', '红头和版记行移入相应栏目', 'Letterhead lines moved into their fields'],
  fixedPages: [
    'changed',
    '段落按版面拼接，图片、印章和表格线没有带入，请对照原文件核对',
    'Paragraphs were put together from the pages, without pictures, stamps and table lines: compare with the file',
  ],
  tableRow: [
    'changed',
    '像是表格的行，按一行文字带入，请重做表格',
    'What looks like rows of a table came as lines of text: make the table anew',
  ],
  askew: [
    'dropped',
    '斜排的文字（如水印）已去除',
    'Texts that stand askew, such as watermarks, were removed',
  ],
  stamp: [
    'dropped',
    '图片、印章未带入，请需要时上传',
    'Pictures and stamps were left out: upload what is needed',
  ],
  silentPages: [
    'dropped',
    '有的页是图片或读不出文字，原文件已作为附件，请对照补齐',
    'Some pages are pictures or cannot be read: the file is attached, add their text by hand',
  ],
  attached: [
    'dropped',
    '文件里没有能读出的文字（可能是扫描件），已作为附件，正文请另写',
    'The file has no text that can be read (a scan, perhaps): it is attached, write the text yourself',
  ],
  attachedOld: [
    'dropped',
    '旧格式 .doc、.wps 的文字读不准，没有带入；文件已作为附件。要带入正文，请用 Word 或 WPS 另存为 .docx 再导入',
    'The text of old .doc and .wps files cannot be read reliably and was left out; the file is attached. To bring the text in, save it as .docx and import that',
  ],
  cut: ['changed', '过长的内容已截短', 'Values that were too long were cut'],
} as const satisfies Record<string, readonly [ImportNote['kind'], string, string]>;

export type NoteKey = keyof typeof words;

/** Counts what happened to a text, in the order of first occurrence. */
export class Notes {
  readonly #counts = new Map<NoteKey, number>();
  readonly #guesses: ImportNote[] = [];

  add(key: NoteKey, count = 1): void {
    if (count > 0) this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
  }

  /** A value that was read out of the text rather than given, e.g. `('标题', 'Title', '关于…的通告')`. */
  guess(zh: string, en: string, value: string): void {
    this.#guesses.push({
      kind: 'guessed',
      message: { zh: `${zh}：${value}`, en: `${en}: ${value}` },
      count: 1,
    });
  }

  count(key: NoteKey): number {
    return this.#counts.get(key) ?? 0;
  }

  addAll(other: Notes): void {
    for (const [key, count] of other.#counts) this.add(key, count);
    this.#guesses.push(...other.#guesses);
  }

  list(): ImportNote[] {
    const counted = [...this.#counts].map(([key, count]): ImportNote => {
      const [kind, zh, en] = words[key];
      return { kind, message: { zh, en }, count };
    });
    return [...this.#guesses, ...counted];
  }
}
