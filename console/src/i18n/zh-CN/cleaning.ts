/** Text that a machine has converted. */
export const cleaning = {
  cleaning: {
    found: '正文像是旧网页转换来的',
    counted: {
      traditional: '繁体字 {{count}} 个',
      doubled: '重复的标点 {{count}} 处',
      glosses: '夹注的拼音 {{count}} 处',
    },
    open: '清理文字…',
    later: '暂不清理',
    title: '清理文字',
    lead: '核对下面的改动，确认后才会替换正文；替换以后可以撤销。人名、地名和引文中的繁体字也会转换，请逐处看过。',
    parts: '清理什么',
    part: {
      traditional: '繁体字转为简体字',
      doubled: '合并重复的标点',
      glosses: '去掉夹注的拼音',
    },
    nothing: '没有要改的文字。请至少选一项。',
    ok: '替换正文',
    done: '正文已清理，可以用撤销恢复',
  },
};
