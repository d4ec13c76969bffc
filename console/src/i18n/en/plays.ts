import type { Sections } from '../sections.js';
import type { plays as zhCn } from '../zh-CN/plays.js';

export const plays: Sections<typeof zhCn> = {
  plays: {
    lead: '{{from}} to {{to}}: each showing on each screen, from cut to cut. Screens that were offline report later',
    by: 'View',
    byItem: 'By announcement',
    byScreen: 'By screen',
    byDay: 'By day',
    screen: 'Screen',
    allScreens: 'All screens',
    period: 'Period',
    export: 'Export to Excel',
    none: 'Nothing was shown in this period',
    noneText: 'Choose another period, or come back once screens have shown something.',
    total: 'Total',
    more: 'Only {{count}} lines are listed; the Excel file has all of them.',
    item: 'Announcement',
    day: 'Day',
    plays: 'Plays',
    whole: 'Complete plays',
    time: 'Duration',
    first: 'First',
    last: 'Latest',
    hours: '{{hours}} h {{minutes}} min',
    minutes: '{{minutes}} min {{seconds}} s',
  },
};
