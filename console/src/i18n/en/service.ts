import type { service as zh } from '../zh-CN/service.js';
import type { Sections } from '../sections.js';

export const service: Sections<typeof zh> = {
  service: {
    title: 'Service',
    colon: ': ',
    lead: 'This is served to a named party and published nowhere. Looking at the party is recorded as a read of personal data.',
    party: 'The party',
    partyHint: 'A person, a company or a body',
    partyStays: 'Kept as personal data: encrypted, and in no ledger and no list.',
    partySaved: 'The party is saved',
    unnamed: 'No party is named yet',
    changed:
      'The party was changed after the approval. What was approved is not served to another: submit it again.',
    otherParty: 'This version was submitted for another party than the one named now.',
    open: 'Record the service',
    more: 'Add to the record, or put it right',
    none: 'Not served yet',
    newest: 'Of several records the newest counts.',
    recorded: 'The service is recorded',
    way: 'How it was served',
    ways: { direct: 'In person', post: 'By post', electronic: 'Electronically', left: 'Left there' },
    wayHints: {
      direct: 'The day of the signature counts, that of another body too.',
      post: 'By the postal service and no other courier; the day of the posting counts.',
      electronic: 'Only with the party’s consent; the day of the arrival counts.',
      left: 'The day on which it was left counts; say who was there, or how it was recorded.',
    },
    days: { direct: 'Signed on', post: 'Posted on', electronic: 'Arrived on', left: 'Left on' },
    receiver: 'Who received it',
    notes: {
      direct: 'Note (optional)',
      post: 'Number of the mail',
      electronic: 'Number, address or system',
      left: 'Witness, or how it was recorded',
    },
    consent: 'The party has agreed to it in writing',
    file: 'The receipt',
    fileChoose: 'Choose a file',
    fileHint: 'The signed receipt, the proof of posting or a screenshot; it may be left out.',
    by: 'recorded by {{name}}',
    specificText:
      'It is served to the party alone and published nowhere. Once it is approved, the service is recorded in its record.',
  },
};
