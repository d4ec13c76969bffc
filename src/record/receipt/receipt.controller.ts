import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { projectRoot } from '../../platform/project-root.js';
import { Receipts } from './receipts.service.js';

const SCRIPT = 'verify-receipt.mjs';

@Controller('api/v1')
export class ReceiptController {
  constructor(private readonly receipts: Receipts) {}

  /** The publication receipt, to be saved byte by byte as it is. */
  @Get('announcements/:id/receipt')
  @Requires('ledger.read')
  async receipt(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { name, text } = await this.receipts.make(caller.officeId, id);
    return asFile(response, { name, type: 'application/json; charset=utf-8' }, text);
  }

  /** The script that checks receipts, for a machine with Node and nothing else. */
  @Get(`receipts/${SCRIPT}`)
  @Requires('ledger.read')
  async script(@Res({ passthrough: true }) response: Response): Promise<StreamableFile> {
    const text = await readFile(join(projectRoot, 'tools', SCRIPT), 'utf8');
    return asFile(response, { name: SCRIPT, type: 'text/javascript; charset=utf-8' }, text);
  }
}

function asFile(
  response: Response,
  { name, type }: { name: string; type: string },
  text: string,
): StreamableFile {
  response.attachment(name);
  response.setHeader('content-type', type);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-store');
  return new StreamableFile(Buffer.from(text));
}
