/** Finding announcements again. */
const finding = {
  search: '搜索标题、正文、文号',
  category: '按类别筛选',
  allCategories: '全部类别',
  department: '按起草科室筛选',
  allDepartments: '全部科室',
  mine: '我起草的',
  period: '按时间筛选',
  anyTime: '不限时间',
  periods: {
    '7d': '最近 7 天',
    '30d': '最近 30 天',
    'this-month': '本月',
    'last-month': '上月',
    'this-quarter': '本季度',
    'last-quarter': '上季度',
    'this-year': '今年',
    'last-year': '去年',
  },
  pickDays: '选择日期',
  from: '开始日期',
  to: '结束日期',
  of: { indexNo: '索引号：', issuer: '发布机构：' },
  none: '没有符合条件的信息',
  noneText: '放宽一个条件，或者查看全部。',
  noneOf: '没有找到“{{q}}”',
  tryText:
    '换一个更短的词，如“垃圾分类”；空格隔开的几个词要同时出现，少写一个会找到更多；文号可以只写年份和序号，如“2026 12号”。',
  indexing: '正在为以前的信息建立索引，结果可能不全，几分钟后再找一次。',
  everywhere: '去掉其他条件再找',
};

/** The register of what was published, as offices keep it. */
const register = {
  open: '导出发布台账',
  title: '导出信息发布台账',
  lead: '一行一条发布：标题、文号、拟稿、审核、签发、渠道、时间、链接、状态和更正撤回情况；另有一张各渠道明细。按计划发布时间取，导出本身也会记入台账。',
  get: '导出',
  form: '文件格式',
  xlsx: 'Excel 表格',
  pdf: 'PDF 文档',
  tooMany: '这段时间的发布超过 {{most}} 条，请缩短时间分几次导出。',
  tooManyPages:
    '这段时间的发布超过 {{most}} 条，PDF 排不下：请缩短时间分几次导出，或改用 Excel 表格（最多 10000 条）。',
};

/** The calendar of releases. */
export const seeing = {
  finding,
  register,
  calendar: {
    lead: '还没开始发布的可以拖到别的日子，或选中后按 Alt 加方向键；改时间不需要重新审查。',
    leadReader: '已排定和已发布的信息，按发布时间。',
    months: '月份',
    before: '上个月',
    after: '下个月',
    today: '本月',
    none: '这个月没有排定或发布的信息。审查通过后发布时选“定时”，就会出现在这里。',
    more: '这个月的信息太多，只显示最早的 {{count}} 条。',
    rest_other: '还有 {{count}} 条',
    chip: '{{time}} {{title}}，{{standing}}',
    dragHint: '拖到别的日子改期；Alt 加方向键也可以',
    move: '改期',
    moved: '《{{title}}》改到{{when}}',
    movedGroup: '《{{title}}》和同组信息一起改到{{when}}',
    undo: '撤销',
    movesGroup: '同组的信息会一起改期。内容没有变，不需要重新审查。',
    noNewApproval: '内容没有变，改期不需要重新审查。',
    toRecord: '查看这条信息',
    state: '状态',
    places: '发布目标',
    placeCount_other: '{{count}} 处',
    standing: {
      planned: '已排定',
      running: '发布中',
      out: '已发布',
      troubled: '有问题',
      gone: '已下线',
    },
  },
};
