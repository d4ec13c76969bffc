import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { LocalizedText } from '../../../src/contract/values.js';
import { loadPart, partsMayBeAdded, type Part } from './with-words.js';
import type { ZhCn } from './types.js';
import { LANGUAGES, loadWords, storedLanguage, storeLanguage, type Language } from './words.js';

export { LANGUAGES, type Language } from './words.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: ZhCn };
  }
}

/** The parts whose pages were opened, and the languages that each is there in. */
const opened = new Map<Part, Set<Language>>();

async function addPart(part: Part, language: Language): Promise<void> {
  const there = opened.get(part) ?? new Set();
  opened.set(part, there);
  if (there.has(language)) return;
  const words = await loadPart(part, language);
  // Beside the words that are there, in the same namespace.
  i18next.addResourceBundle(language, 'translation', words, true, true);
  there.add(language);
}

async function load(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await loadWords(language));
  }
  await Promise.all([...opened.keys()].map((part) => addPart(part, language)));
  document.documentElement.lang = language;
}

/** Starts with the language chosen on this machine, Chinese otherwise. Resolves when its words are there. */
export async function startI18n(): Promise<void> {
  const language = storedLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  await load(language);
  await i18next.changeLanguage(language);
  partsMayBeAdded((part) => addPart(part, currentLanguage()));
}

/** Changes the language and remembers it on this machine. */
export async function chooseLanguage(language: Language): Promise<void> {
  storeLanguage(language);
  await load(language);
  await i18next.changeLanguage(language);
}

/** The language in force. */
export function currentLanguage(): Language {
  return LANGUAGES.find((candidate) => candidate === i18next.language) ?? 'zh-CN';
}

/** The hub's own sentences come in both languages. */
export function inLanguage(text: LocalizedText, language: Language): string {
  return language === 'en' ? text.en : text.zh;
}
