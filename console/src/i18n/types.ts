import type { zhCn } from './zh-CN.js';
import type { figures } from './zh-CN/figures.js';

/** All words; those of figures are there once their pages are. */
export type ZhCn = typeof zhCn & typeof figures;

/** The Chinese dictionary's keys, each of which every other language must have; counted ones also need `_one`. */
type Translated<T> = {
  [K in keyof T]: T[K] extends string ? string : Translated<T[K]>;
};
type WithSingular<T> = Translated<T> & {
  [K in keyof T as K extends `${infer Base}_other` ? `${Base}_one` : never]: string;
};
type Sections<T> = { [K in keyof T]: WithSingular<T[K]> };

export type English = Sections<typeof zhCn>;
export type EnglishFigures = Sections<typeof figures>;
export type Dictionary = typeof zhCn | English;
