/**
 * The measures of a page in pixels of 1920 × 1080. Text, QR code and picture stay within the inner 80 % (10 % margins),
 * which is inside every title-safe area in use: 90 % by EBU R 95 for 16:9, 80 % by the older SMPTE practice that home
 * sets with overscan still need. Only the bar at the top reaches further, to the action-safe edge at 5 %.
 */
export const frame = { width: 1920, height: 1080 } as const;
export const safe = { left: 192, top: 108, right: 1728, bottom: 972 } as const;
export const actionSafe = { left: 96, top: 54, right: 1824, bottom: 1026 } as const;

export const safeWidth = safe.right - safe.left;

/** Type sizes and their line heights. On a 55-inch set at four metres the text is at 26, the title at 35 arc minutes. */
export const type = {
  small: { size: 32, line: 44 },
  title: { size: 64, line: 84 },
  /** The title on every page but the first. */
  runningTitle: { size: 40, line: 54 },
  text: { size: 48, line: 72 },
} as const;

/** The QR code's white field, and the column of text beside it: 25 Han characters. */
export const qrSize = 280;
export const columnWidth = 25 * type.text.size;

export const gaps = { paragraph: 12, heading: 24, underHead: 20, underTitle: 26, aboveFoot: 24 } as const;

/** Text on paper has a contrast of at least 4.5 : 1 (WCAG 2.2, 1.4.3); a test computes it. */
export const colours = {
  paper: '#FBFAF7',
  ink: '#1F2328',
  second: '#565B61',
  pine: '#1E6B5C',
  line: '#CFCBC0',
  cinnabar: '#C8372D',
  white: '#FFFFFF',
} as const;
