import type { FindingLevel } from '../../contract/api.js';
import type { LocalizedText } from '../../contract/values.js';
import type { TraitKind } from './reading.js';

interface TraitRule {
  level: FindingLevel;
  label: LocalizedText;
  source: LocalizedText;
  /** A cleaned copy is without it. */
  isCleaned?: true;
}

const process: LocalizedText = {
  zh: '《政府信息公开条例》第十六条：讨论记录、过程稿等过程性信息',
  en: 'Regulation on disclosure, art. 16: records of discussion and drafts',
};
const reviewed: LocalizedText = {
  zh: '《政府信息公开条例》第十七条：公开前依法审查；看不见的内容也要审查',
  en: 'Regulation on disclosure, art. 17: reviewed before disclosure, what is out of sight as well',
};
const privacy: LocalizedText = {
  zh: '《个人信息保护法》第三十四条：不超出履行职责所必需',
  en: 'Personal Information Protection Law, art. 34: no more than duty needs',
};

/** What a trait of a file means for its publication. */
export const traitRules: Readonly<Record<TraitKind, TraitRule>> = {
  'tracked-changes': {
    level: 'block',
    label: {
      zh: '有未处理的修订。可换成接受全部修订的副本；要拒绝或逐条处理，请在 Word 或 WPS 里改好后重新上传',
      en: 'Tracked changes. A copy can have them all accepted; to reject some, do so in Word and upload again',
    },
    source: process,
  },
  comments: {
    level: 'block',
    label: { zh: '留有批注', en: 'Comments are left' },
    source: process,
    isCleaned: true,
  },
  'hidden-text': { level: 'review', label: { zh: '有隐藏文字', en: 'Hidden text' }, source: reviewed },
  'hidden-cells': {
    level: 'review',
    label: { zh: '有隐藏的行或列', en: 'Hidden rows or columns' },
    source: reviewed,
  },
  'hidden-sheet': {
    level: 'review',
    label: { zh: '有隐藏的工作表', en: 'A hidden sheet' },
    source: reviewed,
  },
  'hidden-slide': {
    level: 'review',
    label: { zh: '有隐藏的幻灯片', en: 'A hidden slide' },
    source: reviewed,
  },
  'speaker-notes': {
    level: 'review',
    label: { zh: '有演讲者备注', en: 'Speaker’s notes' },
    source: reviewed,
  },
  'author-metadata': {
    level: 'warn',
    label: { zh: '文件属性里有作者或单位', en: 'The properties name an author or an organisation' },
    source: privacy,
    isCleaned: true,
  },
  'embedded-object': {
    level: 'review',
    label: { zh: '嵌有别的文件，须打开核对', en: 'Objects are embedded: open them' },
    source: reviewed,
  },
  'outside-data': {
    level: 'review',
    label: {
      zh: '带有数据副本（数据透视表或外部链接）',
      en: 'Copies of data (pivot tables or outside links)',
    },
    source: reviewed,
  },
  'embedded-file': {
    level: 'block',
    label: { zh: '附件里还附带文件', en: 'Files are attached inside the file' },
    source: reviewed,
  },
  script: { level: 'block', label: { zh: 'PDF 里有脚本', en: 'The PDF has scripts' }, source: reviewed },
  'earlier-revision': {
    level: 'review',
    label: { zh: 'PDF 里留有以前保存的版本', en: 'Earlier versions are kept inside the PDF' },
    source: reviewed,
  },
  protected: {
    level: 'warn',
    label: { zh: '文件设有编辑或打印限制', en: 'Editing or printing is restricted' },
    source: reviewed,
  },
  'no-text': {
    level: 'review',
    label: {
      zh: '这些页是图片或读不出文字，须人工看',
      en: 'These pages are pictures or cannot be read: look at them',
    },
    source: reviewed,
  },
  'old-format': {
    level: 'review',
    label: {
      zh: '旧格式无法自动筛查，须人工看；另存为新格式更好',
      en: 'An old format that cannot be screened: read it, or better save it anew',
    },
    source: reviewed,
  },
  unreadable: {
    level: 'block',
    label: { zh: '附件读不出来，没有筛查', en: 'The file could not be read and was not screened' },
    source: reviewed,
  },
  film: {
    level: 'review',
    label: {
      zh: '视频不能自动筛查，须有人看完画面、声音和字幕',
      en: 'A film cannot be screened: somebody has to watch it with its sound and captions',
    },
    source: reviewed,
  },
  'film-location': {
    level: 'block',
    label: {
      zh: '视频里有拍摄地点，请用剪辑软件重新导出后再上传',
      en: 'The film says where it was taken: export it anew from an editing program',
    },
    source: privacy,
  },
  'picture-location': {
    level: 'block',
    label: { zh: '图片里有拍摄地点', en: 'The picture says where it was taken' },
    source: privacy,
    isCleaned: true,
  },
  'picture-metadata': {
    level: 'warn',
    label: { zh: '图片里有拍摄者或设备编号', en: 'The picture names its maker or device' },
    source: privacy,
    isCleaned: true,
  },
};
