import type { signOn } from './zh-CN/sign-on.js';
import type { zhCn } from './zh-CN.js';

type Main = typeof zhCn;
/** With what comes later, with the pages that need it. */
export type ZhCn = Main & typeof signOn;

/** The Chinese dictionary's keys, each of which every other language must have; counted ones also need `_one`. */
type Translated<T> = {
  [K in keyof T]: T[K] extends string ? string : Translated<T[K]>;
};
type WithSingular<T> = Translated<T> & {
  [K in keyof T as K extends `${infer Base}_other` ? `${Base}_one` : never]: string;
};
type Sections<T> = { [K in keyof T]: WithSingular<T[K]> };

export type English = Sections<Main>;
export type Dictionary = Main | English;
export type EnglishSignOn = Sections<typeof signOn>;
