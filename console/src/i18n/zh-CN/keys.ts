/** The sheet of keyboard shortcuts. */
export const keys = {
  keys: {
    title: '键盘快捷键',
    group: { everywhere: '各处', editor: '写正文', calendar: '日历上的计划', workdays: '工作日历' },
    act: {
      sheet: '打开这张表',
      next: '下一处、上一处',
      close: '关闭窗口或菜单',
      bold: '加粗',
      italic: '斜体',
      heading: '一、二、三级小标题',
      paragraph: '改回正文',
      numbered: '编号列表',
      bullets: '符号列表',
      quote: '引用',
      line: '段内换行',
      cell: '表格：下一格、上一格',
      undo: '撤销',
      redo: '重做',
      day: '提前、推后一天',
      week: '提前、推后一周',
      move: '换一天',
      turn: '改为上班或放假',
    },
  },
};
