/** The player's bundled fonts, where nothing is drawn. */
export const faces: readonly { family: string; weight: string; url: string }[] = [];
