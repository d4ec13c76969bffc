/** Which days of a year are worked. */
export const workingDays = {
  workdays: {
    lead: 'Public notices and time limits are counted in these working days.',
    years: 'Years',
    before: 'The year before',
    after: 'The year after',
    year: '{{year}}',
    statusLabel: 'How sure this year is',
    status: { official: 'Official', provisional: 'Provisional', none: 'Nothing known' },
    meaning: {
      official: 'Entered from the State Council’s notice: time limits count with it.',
      provisional:
        'The notice for {{year}} has not been entered: there are the statutory days alone, and no days are made up. Time limits that reach into it say so.',
      none: 'Nothing has been entered for {{year}}: only Saturdays and Sundays are off, as an estimate. Time limits that reach into it say so.',
    },
    note: 'Taken from',
    noteHint: 'For instance the number of the notice',
    noted: 'Taken from: {{note}}.',
    changedBy: 'Changed by {{name}}',
    how: 'Press a day to turn it from work to rest and back; arrow keys move, the space bar turns. Nothing changes before you save; the ledger says which days did.',
    mark: { off: 'off', work: 'on' },
    works: 'work',
    rests: 'rest',
    save: 'Save {{year}}',
    saved: 'The working days of {{year}} are saved',
    discard: 'Discard changes',
    stale: 'Somebody changed this year just now. Load it again, then make your change.',
    reload: 'Load it again',
  },
};
