import { z } from 'zod';
import { Id, Instant } from '../values.js';
import { Person } from './common.js';

/** How many words an office may have, and how long one of them and an import may be, in characters. */
export const dictionaryLimits = { words: 5000, word: 50, why: 200, import: 500_000 } as const;

/** Sensitive: it must not stand there, or somebody has to look. Mistaken: something else is meant. */
export const WordKind = z.enum(['sensitive', 'mistaken']);
export type WordKind = z.infer<typeof WordKind>;
export const WordLevel = z.enum(['block', 'review', 'warn']);
export type WordLevel = z.infer<typeof WordLevel>;

const word = z.string().trim().min(1).max(dictionaryLimits.word);

/** A word that the office's screening watches for, as somebody enters it. */
export const WatchedWord = z
  .object({
    word,
    kind: WordKind,
    level: WordLevel,
    /** What is meant; of mistaken ones, and of these always. */
    instead: z.string().trim().min(1).max(dictionaryLimits.word).optional(),
    /** Where that comes from: a circular, a leader's word. */
    why: z.string().trim().max(dictionaryLimits.why).default(''),
  })
  .refine(({ kind, instead }) => (kind === 'mistaken') === (instead !== undefined), {
    path: ['instead'],
    error: 'A mistaken expression needs the right one, and a sensitive one has none.',
  })
  .refine(({ word: wrong, instead }) => wrong !== instead, {
    path: ['instead'],
    error: 'The right expression has to differ from the mistaken one.',
  });
export type WatchedWord = z.infer<typeof WatchedWord>;

export const WatchedWordView = z.object({
  id: Id,
  word: z.string(),
  kind: WordKind,
  level: WordLevel,
  instead: z.string().optional(),
  why: z.string(),
  changedBy: Person,
  changedAt: Instant,
});
export type WatchedWordView = z.infer<typeof WatchedWordView>;

export const WatchedWordList = z.object({ items: z.array(WatchedWordView) });
export type WatchedWordList = z.infer<typeof WatchedWordList>;

/**
 * Lines of CSV: word, kind, level, what is meant, why; kinds and levels in Chinese or by their codes. A line with the
 * columns' names may come first. A word that is known is changed. All lines or none are taken.
 */
export const ImportWords = z.object({ csv: z.string().min(1).max(dictionaryLimits.import) });
export type ImportWords = z.infer<typeof ImportWords>;

/** What is wrong with a line of an import: one of its cells, or that the word stands there twice. */
export const ImportProblem = z.object({
  line: z.int().positive(),
  what: z.enum(['word', 'kind', 'level', 'instead', 'why', 'twice']),
});
export type ImportProblem = z.infer<typeof ImportProblem>;

export const ImportedWords = z.object({ added: z.int(), changed: z.int(), same: z.int() });
export type ImportedWords = z.infer<typeof ImportedWords>;
