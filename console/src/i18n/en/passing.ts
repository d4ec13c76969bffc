import type { passing as zh } from '../zh-CN/passing.js';
import type { Sections } from '../sections.js';

export const passing: Sections<typeof zh> = {
  passing: {
    title: 'Stopped by the screening, cannot be submitted',
    lead: 'Look at each: what has to be changed, the drafter changes; for what has to be public, say why. The reason goes into the ledger and is shown in the review: no personal data, please.',
    own: 'You drafted this: somebody else has to let it pass.',
    reasonFor: 'Why “{{label}}” may pass',
    reasonHint: 'E.g. the trader’s telephone number, which the law wants public',
    pass: 'Let pass',
    none: 'Give at least one reason',
    done_one: '{{count}} place may pass; the drafter can submit it',
    done_other: '{{count}} places may pass; the drafter can submit it',
    ask: 'It has to stay: ask for a pass',
    askHint: 'What has to stay, somebody who may can let pass and say why.',
    asked: 'Those who may let it pass have been told',
    notSaved: 'The draft is not saved yet: try again in a moment.',
  },
};
