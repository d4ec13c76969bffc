/** Finding announcements again. */
const finding = {
  search: 'Search titles, texts and numbers',
  category: 'Filter by category',
  allCategories: 'All categories',
  department: 'Filter by the drafter’s department',
  allDepartments: 'All departments',
  mine: 'Drafted by me',
  period: 'Filter by time',
  anyTime: 'Any time',
  periods: {
    '7d': 'Last 7 days',
    '30d': 'Last 30 days',
    'this-month': 'This month',
    'last-month': 'Last month',
    'this-quarter': 'This quarter',
    'last-quarter': 'Last quarter',
    'this-year': 'This year',
    'last-year': 'Last year',
  },
  pickDays: 'Pick days',
  from: 'First day',
  to: 'Last day',
  of: { indexNo: 'Index number: ', issuer: 'Issuer: ' },
  none: 'Nothing matches',
  noneText: 'Widen one of the filters, or show all.',
  noneOf: 'Nothing found for “{{q}}”',
  tryText:
    'Try a shorter word. Words with blanks between them all have to occur, so fewer words find more. Of a document number, the year and the number are enough, as in “2026 12号”.',
  indexing: 'Earlier announcements are still being indexed: results may be incomplete for some minutes.',
  everywhere: 'Search without the other filters',
};

/** The register of what was published, as offices keep it. */
const register = {
  open: 'Export the register',
  title: 'Export the register of releases',
  lead: 'A line a release: title, numbers, who drafted, reviewed and signed it, places, times, address, state, corrections and recalls; a second sheet has each place. Taken by the planned time. The export itself is recorded in the ledger. The file is in Chinese, as it is filed.',
  get: 'Export',
  form: 'Format',
  xlsx: 'Excel',
  pdf: 'PDF',
  tooMany: 'More than {{most}} releases lie in this time: export it in shorter parts.',
  tooManyPages:
    'More than {{most}} releases lie in this time, too many for PDF: export it in shorter parts, or take Excel (up to 10,000).',
};

/** The calendar of releases. */
export const seeing = {
  finding,
  register,
  calendar: {
    lead: 'What has not begun can be dragged to another day, or moved by Alt and an arrow key; a new time needs no new review.',
    leadReader: 'What is planned and what went out, by time of publication.',
    months: 'Months',
    before: 'Month before',
    after: 'Next month',
    today: 'This month',
    none: 'Nothing is planned and nothing went out this month. A release with a time of its own appears here.',
    more: 'This month holds too much: only the first {{count}} are shown.',
    rest_one: '{{count}} more',
    rest_other: '{{count}} more',
    chip: '{{time}} {{title}}, {{standing}}',
    dragHint: 'Drag to another day, or press Alt and an arrow key',
    move: 'Move',
    moved: '“{{title}}” was moved to {{when}}',
    movedGroup: '“{{title}}” and its group were moved to {{when}}',
    undo: 'Undo',
    movesGroup: 'The whole group moves. The content is the same: no new review is needed.',
    noNewApproval: 'The content is the same: no new review is needed.',
    toRecord: 'See the announcement',
    state: 'State',
    places: 'Targets',
    placeCount_one: '{{count}} place',
    placeCount_other: '{{count}} places',
    standing: {
      planned: 'Planned',
      running: 'On its way',
      out: 'Published',
      troubled: 'Needs somebody',
      gone: 'Gone',
    },
  },
};
