import type { Sections } from '../sections.js';
import type { cleaning as zh } from '../zh-CN/cleaning.js';

export const cleaning: Sections<typeof zh> = {
  cleaning: {
    found: 'The text looks as if a machine had converted it',
    counted: {
      traditional: 'traditional characters: {{count}}',
      doubled: 'doubled punctuation: {{count}}',
      glosses: 'readings in brackets: {{count}}',
    },
    open: 'Clean the text…',
    later: 'Not now',
    title: 'Clean the text',
    lead: 'Look at the changes below: the text is replaced when you confirm, and that can be undone. Traditional characters in names and quotations are converted too, so read each place.',
    parts: 'What to clean',
    part: {
      traditional: 'To simplified characters',
      doubled: 'Join doubled punctuation',
      glosses: 'Take out readings in brackets',
    },
    nothing: 'Nothing would change. Choose at least one.',
    ok: 'Replace the text',
    done: 'The text was cleaned; undo brings it back',
  },
};
