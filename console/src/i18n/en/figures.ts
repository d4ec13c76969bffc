import type { EnglishFigures } from '../types.js';

/** What was published in a period, in figures. */
const statistics = {
  lead: '{{from}} to {{to}}, by the planned time of publication',
  counted: 'counted {{when}}',
  behind: 'Earlier releases are still being counted: the figures will grow. Look again in some minutes.',
  export: 'Export to Excel',
  print: 'Print',
  none: 'Nothing was published in this time',
  noneText: 'Choose another time, or come back after a release.',
  items: 'Published',
  items_unit: 'items',
  corrections: 'Corrections',
  corrections_unit: 'times',
  deliveries: 'Deliveries',
  deliveries_unit: 'times',
  liveShare: '{{share}} went live',
  onTime: 'On time',
  onTimeOf: '{{onTime}} of {{items}} items',
  noClock: 'nothing with a clock',
  recalls: 'Recalls',
  recalls_unit: 'times',
  recallsOf: '{{emergency}} at once, {{refused}} refused',
  name: {
    channel: 'Channel',
    department: 'Drafting department',
    category: 'Category',
    step: 'Time',
    spread: 'Working days taken',
    reason: 'Reason',
  },
  count: {
    items: 'Items',
    corrections: 'Corrections',
    deliveries: 'Deliveries',
    live: 'Live',
    waiting: 'Open',
    failed: 'Failed',
    dropped: 'Cancelled before',
    failures: 'Ever failed',
    recalls: 'Recalls',
  },
  title: {
    step: 'How much was published',
    channel: 'Deliveries by channel',
    department: 'By department',
    category: 'By category',
    timeliness: 'Timeliness',
    speed: 'From release to live',
    recalls: 'Recalls by reason',
  },
  desc: {
    step: 'Items and corrections, a column for each part of the time.',
    channel: 'Deliveries of each channel: live, open and failed.',
    department: 'Items and corrections by the department of who drafted.',
    category: 'Items and corrections of each category.',
    timeliness:
      'How many working days lay between the beginning of the draft and its first time live; its own day is not counted.',
    recalls: 'Recalls that were agreed to, by reason.',
  },
  noDepartment: 'No department',
  speedLead:
    'From the planned time until it was seen live. Half took no longer than the median, nine of ten no longer than the last column.',
  median: 'Median',
  p90: 'Nine of ten',
  longest: 'Longest',
  noTime: '—',
  days: '{{count}} working days',
  clock: 'Within {{days}} working days: {{onTime}} of {{items}} on time ({{share}})',
  clockSource:
    'Decisions of punishment within 7 working days (国办发〔2018〕118号), all else within 20 of being made or changed (Regulation on the disclosure of government information, art. 26). Emergencies and annual reports have rules of their own and are not counted. The clock begins when the draft or the correction was begun here.',
  uncertain: 'No official notice tells the working days of {{years}}: the result is provisional.',
  band: '{{from}}–{{to}}',
  bandOpen: '{{from}} and more',
  late: 'more than 20 working days',
  within: '20 working days or less',
  asTable: 'As a table',
  series: 'Legend',
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

/** Who read personal data. */
const personal = {
  lead: 'Who read personal data and when: objections to notices, originals of cleaned files, lists of members and invitations. The reading is recorded, never what was read.',
  none: 'Nobody has read any',
  noneText: 'Each reading of personal data is recorded here and stays.',
  noneFound: 'Nothing matches',
  noneFoundText: 'Widen one condition, or show all.',
  who: 'Filter by reader',
  everybody: 'Everybody',
  what: 'Filter by what was read',
  everything: 'Everything',
  heading: '{{office}}: who read personal data',
  objections: 'Read objections to a notice',
  original: 'Downloaded the original of a cleaned file',
  members: 'Read the list of members',
  invitations: 'Read the list of invitations',
};

export const figures: EnglishFigures = { statistics, register, personal };
