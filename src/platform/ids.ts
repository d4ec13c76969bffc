import { randomInt } from 'node:crypto';
import { v7 } from 'uuid';

/** A new id; ids made later sort later. */
export const newId = (): string => v7();

/** Digits and letters that nobody mistakes for one another on paper or on a wall. */
const plain = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A random text of plain capitals and digits, e.g. a pairing code. */
export function plainCode(length: number): string {
  return Array.from({ length }, () => plain[randomInt(plain.length)]).join('');
}
