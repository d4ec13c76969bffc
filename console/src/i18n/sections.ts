/** The Chinese dictionary's keys, each of which every other language must have; counted ones also need `_one`. */
type Translated<T> = {
  [K in keyof T]: T[K] extends string ? string : Translated<T[K]>;
};
type WithSingular<T> = Translated<T> & {
  [K in keyof T as K extends `${infer Base}_other` ? `${Base}_one` : never]: string;
};
export type Sections<T> = { [K in keyof T]: WithSingular<T[K]> };
