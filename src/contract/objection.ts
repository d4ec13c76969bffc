import { z } from 'zod';

/** How long the parts of an objection on the public page may be, in signs. */
export const objectionLimits = { name: 50, contact: 100, text: 3000 } as const;

// Signs that are not seen have no business here; line ends are one kind.
const plain = (text: string): string =>
  text.replaceAll(/\r\n?/g, '\n').replaceAll(/[\p{Cc}\p{Cf}]/gu, (sign) => (sign === '\n' ? sign : ''));

const words = (most: number) => z.string().transform(plain).pipe(z.string().trim().min(1).max(most));

/** An objection as somebody writes it on the public page of a notice; without `from` it is anonymous. */
export const PublicObjection = z.object({
  from: z.object({ name: words(objectionLimits.name), contact: words(objectionLimits.contact) }).optional(),
  /** Text, never HTML. */
  text: words(objectionLimits.text),
});
export type PublicObjection = z.infer<typeof PublicObjection>;

/** The window of a public notice (公示), as its page tells it. */
export interface ObjectionWindow {
  /** Calendar days of the office, both within it. */
  first: string;
  last: string;
  endsAt: Date;
  open: boolean;
}

/** What came of an objection: taken under a number, outside the window, or too many from this address. */
export type ObjectionAnswer =
  | { is: 'taken'; receipt: string; at: Date }
  | { is: 'closed' }
  | { is: 'too_many'; waitSeconds: number };

/** What a target's public pages may do about objections to its office's notices. */
export interface ObjectionDesk {
  /** Of the notice that stands or stood last; undefined for what is none, and for one that was taken back. */
  window(slug: string): Promise<ObjectionWindow | undefined>;
  /** The same words from the same place are one objection, however often they are sent. */
  take(slug: string, objection: PublicObjection): Promise<ObjectionAnswer>;
}
