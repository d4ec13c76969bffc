import { expect, test } from '@jest/globals';
import type { WatchedWordView } from '../../../src/contract/api/dictionary.js';
import { readWords } from '../../../src/intake/dictionary/csv.js';
import { wordsAsCsv } from './words-csv.js';

const word = (more: Partial<WatchedWordView>): WatchedWordView => ({
  ...{ id: '0', word: '词', kind: 'sensitive', level: 'block', why: '', changedAt: '2026-11-29T00:00:00Z' },
  ...{ changedBy: { id: '0', name: '某人' } },
  ...more,
});

test.each(['zh-CN', 'en'] as const)('what is exported in %s is what an import takes', (language) => {
  const words = [
    word({ word: '敏感词' }),
    word({ word: '望河局', kind: 'mistaken', level: 'warn', instead: '望河区局', why: '见"三定"，第一条' }),
    word({ word: '=SUM(A1)', level: 'review', why: '-1' }),
  ];
  const csv = wordsAsCsv(words, language);
  expect(csv).not.toMatch(/^=|,=/m);
  expect(readWords(csv)).toEqual(
    words.map(({ word: text, kind, level, instead, why }) => ({
      ...{ word: text, kind, level, why },
      ...(instead === undefined ? {} : { instead }),
    })),
  );
});
