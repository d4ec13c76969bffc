/** The sheet of keyboard shortcuts. */
export const keys = {
  keys: {
    title: 'Keyboard shortcuts',
    group: {
      everywhere: 'Everywhere',
      editor: 'Writing',
      calendar: 'A plan in the calendar',
      workdays: 'Working days',
    },
    act: {
      sheet: 'This sheet',
      next: 'Next, previous place',
      close: 'Close a window or menu',
      bold: 'Bold',
      italic: 'Italic',
      heading: 'Heading of the first, second, third level',
      paragraph: 'Plain paragraph',
      numbered: 'Numbered list',
      bullets: 'Bullet list',
      quote: 'Quotation',
      line: 'Line break',
      cell: 'Table: next, previous cell',
      undo: 'Undo',
      redo: 'Redo',
      day: 'A day earlier, later',
      week: 'A week earlier, later',
      move: 'Another day',
      turn: 'Worked or off',
    },
  },
};
