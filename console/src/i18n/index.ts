import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { LocalizedText } from '../../../src/contract/values.js';
import type { Dictionary, ZhCn } from './types.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: ZhCn };
  }
}

export type Language = 'zh-CN' | 'en';
export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

const KEY = 'tongbo.language';

const dictionaries: Record<Language, () => Promise<Dictionary>> = {
  'zh-CN': async () => (await import('./zh-CN.js')).zhCn,
  en: async () => (await import('./en.js')).en,
};

/** Words that only some pages need: they come with those pages, and weigh on no other. */
const parts = {
  signOn: {
    'zh-CN': async () => (await import('./zh-CN/sign-on.js')).signOn,
    en: async () => (await import('./en/sign-on.js')).signOn,
  },
};
type Part = keyof typeof parts;

const needed = new Set<Part>();
let tellStarted: () => void;
const started = new Promise<void>((resolve) => {
  tellStarted = resolve;
});

async function loadPart(part: Part, language: Language): Promise<void> {
  if (i18next.exists(part, { lng: language, returnObjects: true })) return;
  i18next.addResourceBundle(language, 'translation', await parts[part][language](), true);
}

/** A page that needs more words than every page has; it comes when they are there. */
export async function withWords<T>(part: Part, page: Promise<T>): Promise<T> {
  needed.add(part);
  // The router asks for its first page before the language is known.
  await started;
  const [loaded] = await Promise.all([page, loadPart(part, currentLanguage())]);
  return loaded;
}

async function load(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await dictionaries[language]());
  }
  await Promise.all([...needed].map((part) => loadPart(part, language)));
  document.documentElement.lang = language;
}

/** Starts with the language chosen on this machine, Chinese otherwise. Resolves when its words are there. */
export async function startI18n(): Promise<void> {
  const stored = window.localStorage.getItem(KEY);
  const language = LANGUAGES.find((candidate) => candidate === stored) ?? 'zh-CN';
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  await load(language);
  await i18next.changeLanguage(language);
  tellStarted();
}

/** Changes the language and remembers it on this machine. */
export async function chooseLanguage(language: Language): Promise<void> {
  window.localStorage.setItem(KEY, language);
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
