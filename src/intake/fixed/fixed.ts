/** A piece of text where it stands on its page. Lengths are in the page's own unit, from its upper left corner. */
export interface Piece {
  text: string;
  x: number;
  /** The line that the signs stand on. */
  y: number;
  width: number;
  /** Of the font. */
  size: number;
  /** Bold, or set in a headline typeface, as far as the file says so. */
  strong: boolean;
}

export interface FixedPage {
  width: number;
  height: number;
  pieces: Piece[];
}

/** What a file of fixed pages (PDF, OFD) says, page by page: it knows where signs stand, and of no paragraphs. */
export interface FixedDocument {
  pages: FixedPage[];
  /** The title in the file's properties. */
  property?: string | undefined;
  /** Texts that stand askew, as watermarks do; they are in no page's pieces. */
  askew: number;
  /** Pictures and stamps, where the file tells their number. */
  pictures: number;
}

/** A file that nothing was read from. */
export const unread: FixedDocument = { pages: [], askew: 0, pictures: 0 };

export const hasText = (page: FixedPage): boolean => page.pieces.some(({ text }) => text.trim() !== '');
