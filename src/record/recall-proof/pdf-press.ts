import { Injectable } from '@nestjs/common';
import { Press } from '../apart.js';
import type { IssuedProof } from './model.js';

/** Draws the documents of recalls as PDF. */
@Injectable()
export class PdfPress extends Press<IssuedProof> {
  constructor() {
    super('recall-proof/pdf', async (proof) => (await import('./pdf.js')).proofPdf(proof));
  }
}
