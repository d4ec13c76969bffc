/** Which days of a year are worked. */
export const workingDays = {
  workdays: {
    lead: '公示期、办理时限都按这里的工作日计算。',
    years: '年份',
    before: '上一年',
    after: '下一年',
    year: '{{year}} 年',
    statusLabel: '这一年的状态',
    status: { official: '官方', provisional: '暂定', none: '无' },
    meaning: {
      official: '已按国务院办公厅的放假通知录入，时限按此计算。',
      provisional:
        '{{year}} 年的放假通知还没有录入，现在只有法定节假日，没有调休。跨入这一年的时限会标明“待核定”。',
      none: '{{year}} 年没有录入，现在只按周六、周日休息估算。跨入这一年的时限会标明“待核定”。',
    },
    note: '依据',
    noteHint: '例如放假通知的文号',
    noted: '依据：{{note}}。',
    changedBy: '{{name}}修改于',
    how: '点选日期，在“上班”和“休息”之间切换；也可以用方向键移动，按空格切换。保存后才生效，改了哪些日子记入台账。',
    mark: { off: '休', work: '班' },
    works: '上班',
    rests: '休息',
    save: '保存 {{year}} 年',
    saved: '{{year}} 年的工作日已保存',
    discard: '放弃修改',
    stale: '别人刚刚改过这一年。请载入最新的，再改一次。',
    reload: '载入最新的',
  },
};
