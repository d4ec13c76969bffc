import type { rescan as zh } from '../zh-CN/rescan.js';
import type { Sections } from '../sections.js';

export const rescan: Sections<typeof zh> = {
  rescan: {
    title: 'Found in what is out',
    lead: 'Texts and files that are out were screened again after words or rules had changed. Take them back, or say why they may stay.',
    recall: 'Recall…',
    dismiss: 'May stay…',
    dismissTitle: 'Looked at: it may stay out',
    dismissOk: 'Leave it out',
    dismissed: 'Recorded; it stays out',
    reason: 'Reason',
    reasonHint:
      'For example: a trader’s number that the law makes public. The ledger keeps it: no personal data, please.',
    more_one: '{{count}} more',
    more_other: '{{count}} more',
    foundAt: 'Found',
    ask: 'Screen what is out again',
    asked: 'It will be screened again; what is found stands on Today',
  },
};
