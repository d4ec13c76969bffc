import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { pagePolicy, proofPage } from './html.js';
import { PdfPress } from './pdf-press.js';
import { RecallProofs } from './recall-proofs.service.js';

@Controller('api/v1')
export class RecallProofController {
  constructor(
    private readonly proofs: RecallProofs,
    private readonly press: PdfPress,
  ) {}

  /** The document as a page to read and print. */
  @Get('recalls/:id/proof.html')
  @Requires('announcement.read')
  async page(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const text = proofPage(await this.proofs.make(caller, id));
    response.setHeader('content-security-policy', pagePolicy);
    return file(response, { type: 'text/html; charset=utf-8' }, Buffer.from(text));
  }

  /** The same as a PDF file to save. */
  @Get('recalls/:id/proof.pdf')
  @Requires('announcement.read')
  async pdf(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const bytes = await this.press.print(await this.proofs.make(caller, id));
    response.attachment(`tongbo-recall-${id}.pdf`);
    return file(response, { type: 'application/pdf' }, bytes);
  }
}

function file(response: Response, { type }: { type: string }, bytes: Uint8Array): StreamableFile {
  response.setHeader('content-type', type);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-store');
  return new StreamableFile(bytes);
}
