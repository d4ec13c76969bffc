/** The cross-fade; the style sheet has the same number. */
export const fadeMs = 400;
