import { Injectable } from '@nestjs/common';
import { makeApart, programOf, type Program } from '../apart.js';
import type { IssuedProof } from './model.js';

/**
 * Draws documents as PDF, one at a time, each in a thread of its own: the drawing takes a second of work or more, in
 * which this thread would answer nobody.
 */
@Injectable()
export class PdfPress {
  /** Missing where the hub runs from its sources, which no thread could read: then this thread does the work. */
  program: Program | undefined = programOf('recall-proof/pdf');
  private last: Promise<unknown> = Promise.resolve();

  /** Rejects with `unavailable` after two minutes. */
  print(proof: IssuedProof): Promise<Uint8Array> {
    const printed = this.last.then(() => (this.program ? makeApart(proof, this.program) : printHere(proof)));
    // Whoever is next waits for the end of this one, good or bad; its asker gets to know.
    this.last = printed.catch(() => undefined);
    return printed;
  }
}

const printHere = async (proof: IssuedProof): Promise<Uint8Array> =>
  (await import('./pdf.js')).proofPdf(proof);
