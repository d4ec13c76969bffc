declare module 'virtual:wall-fonts' {
  /** The bundled font's files. A character that the first family lacks is in the second one, if in any. */
  export const faces: readonly { family: string; weight: string; url: string }[];
}
