/** What a second screening of what is out found. */
export const rescan = {
  rescan: {
    title: '已发布信息复查',
    lead: '词库或规则变动后，对已发布的正文和附件重新筛查发现的问题。请决定撤回，或说明为什么可以保留。',
    recall: '撤回…',
    dismiss: '无需撤回…',
    dismissTitle: '核实后无需撤回',
    dismissOk: '保留发布',
    dismissed: '已记录，信息继续公开',
    reason: '理由',
    reasonHint: '例如：为依法公开的经营者联系电话。理由记入台账，请不要写个人信息。',
    more_other: '另有 {{count}} 处',
    foundAt: '发现时间',
    ask: '复查已发布信息',
    asked: '已安排复查，有新发现会列在“今日”页',
  },
};
