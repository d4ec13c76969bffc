import type { boards } from './zh-CN/boards.js';
import type { cleaning } from './zh-CN/cleaning.js';
import type { dictionary } from './zh-CN/dictionary.js';
import type { consulting } from './zh-CN/consulting.js';
import type { figures } from './zh-CN/figures.js';
import type { fleet } from './zh-CN/fleet.js';
import type { keys } from './zh-CN/keys.js';
import type { passing } from './zh-CN/passing.js';
import type { programming } from './zh-CN/programming.js';
import type { plays } from './zh-CN/plays.js';
import type { rectifying } from './zh-CN/rectifying.js';
import type { rescan } from './zh-CN/rescan.js';
import type { rules } from './zh-CN/rules.js';
import type { service } from './zh-CN/service.js';
import type { signOn } from './zh-CN/sign-on.js';
import type { standIns } from './zh-CN/stand-ins.js';
import type { telling } from './zh-CN/telling.js';
import type { warnings } from './zh-CN/warnings.js';
import type { workingDays } from './zh-CN/working-days.js';
import type { Sections } from './sections.js';

/** Words that only some pages show: they come along with these, and no other page's first paint waits for them. */
export interface Parts {
  boards: typeof boards;
  cleaning: typeof cleaning;
  dictionary: typeof dictionary;
  consulting: typeof consulting;
  figures: typeof figures;
  fleet: typeof fleet;
  keys: typeof keys;
  passing: typeof passing;
  programming: typeof programming;
  plays: typeof plays;
  rectifying: typeof rectifying;
  rescan: typeof rescan;
  rules: typeof rules;
  service: typeof service;
  signOn: typeof signOn;
  standIns: typeof standIns;
  telling: typeof telling;
  warnings: typeof warnings;
  workingDays: typeof workingDays;
}
export type Part = keyof Parts;

type Words<P extends Part> = Record<'zh-CN', () => Promise<Parts[P]>> &
  Record<'en', () => Promise<Sections<Parts[P]>>>;

export const parts: { [P in Part]: Words<P> } = {
  boards: {
    'zh-CN': async () => (await import('./zh-CN/boards.js')).boards,
    en: async () => (await import('./en/boards.js')).boards,
  },
  cleaning: {
    'zh-CN': async () => (await import('./zh-CN/cleaning.js')).cleaning,
    en: async () => (await import('./en/cleaning.js')).cleaning,
  },
  dictionary: {
    'zh-CN': async () => (await import('./zh-CN/dictionary.js')).dictionary,
    en: async () => (await import('./en/dictionary.js')).dictionary,
  },
  consulting: {
    'zh-CN': async () => (await import('./zh-CN/consulting.js')).consulting,
    en: async () => (await import('./en/consulting.js')).consulting,
  },
  figures: {
    'zh-CN': async () => (await import('./zh-CN/figures.js')).figures,
    en: async () => (await import('./en/figures.js')).figures,
  },
  fleet: {
    'zh-CN': async () => (await import('./zh-CN/fleet.js')).fleet,
    en: async () => (await import('./en/fleet.js')).fleet,
  },
  keys: {
    'zh-CN': async () => (await import('./zh-CN/keys.js')).keys,
    en: async () => (await import('./en/keys.js')).keys,
  },
  passing: {
    'zh-CN': async () => (await import('./zh-CN/passing.js')).passing,
    en: async () => (await import('./en/passing.js')).passing,
  },
  programming: {
    'zh-CN': async () => (await import('./zh-CN/programming.js')).programming,
    en: async () => (await import('./en/programming.js')).programming,
  },
  plays: {
    'zh-CN': async () => (await import('./zh-CN/plays.js')).plays,
    en: async () => (await import('./en/plays.js')).plays,
  },
  rectifying: {
    'zh-CN': async () => (await import('./zh-CN/rectifying.js')).rectifying,
    en: async () => (await import('./en/rectifying.js')).rectifying,
  },
  rescan: {
    'zh-CN': async () => (await import('./zh-CN/rescan.js')).rescan,
    en: async () => (await import('./en/rescan.js')).rescan,
  },
  rules: {
    'zh-CN': async () => (await import('./zh-CN/rules.js')).rules,
    en: async () => (await import('./en/rules.js')).rules,
  },
  service: {
    'zh-CN': async () => (await import('./zh-CN/service.js')).service,
    en: async () => (await import('./en/service.js')).service,
  },
  signOn: {
    'zh-CN': async () => (await import('./zh-CN/sign-on.js')).signOn,
    en: async () => (await import('./en/sign-on.js')).signOn,
  },
  standIns: {
    'zh-CN': async () => (await import('./zh-CN/stand-ins.js')).standIns,
    en: async () => (await import('./en/stand-ins.js')).standIns,
  },
  telling: {
    'zh-CN': async () => (await import('./zh-CN/telling.js')).telling,
    en: async () => (await import('./en/telling.js')).telling,
  },
  warnings: {
    'zh-CN': async () => (await import('./zh-CN/warnings.js')).warnings,
    en: async () => (await import('./en/warnings.js')).warnings,
  },
  workingDays: {
    'zh-CN': async () => (await import('./zh-CN/working-days.js')).workingDays,
    en: async () => (await import('./en/working-days.js')).workingDays,
  },
};
