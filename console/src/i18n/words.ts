import type { Dictionary } from './types.js';

export type Language = 'zh-CN' | 'en';
export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

const KEY = 'tongbo.language';

const dictionaries: Record<Language, () => Promise<Dictionary>> = {
  'zh-CN': async () => (await import('./zh-CN.js')).zhCn,
  en: async () => (await import('./en.js')).en,
};

/** A language's words, in a chunk of their own. */
export const loadWords = (language: Language): Promise<Dictionary> => dictionaries[language]();

/** The language chosen on this machine, Chinese otherwise. */
export function storedLanguage(): Language {
  const stored = window.localStorage.getItem(KEY);
  return LANGUAGES.find((candidate) => candidate === stored) ?? 'zh-CN';
}

/** Remembers the language on this machine. */
export function storeLanguage(language: Language): void {
  window.localStorage.setItem(KEY, language);
}
