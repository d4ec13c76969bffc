import { Controller, Get, Param, Post, Res, UseInterceptors } from '@nestjs/common';
import type { StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import { Hash, Id, type AssetRef } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { ReadsOneFile, sendFile, UploadedOneFile, type Upload } from '../../intake/index.js';
import { Evidence } from './evidence.service.js';

/** Pictures to reports on deliveries. */
@Controller('api/v1/deliveries/:id/evidence')
export class EvidenceController {
  constructor(private readonly evidence: Evidence) {}

  @Post()
  @Requires('release.create', 'press.work')
  @UseInterceptors(ReadsOneFile)
  receive(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @UploadedOneFile() file: Upload,
  ): Promise<AssetRef> {
    return this.evidence.receive(caller, id, file);
  }

  @Get(':hash')
  @Requires('announcement.read', 'press.work')
  async picture(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Param('hash', { schema: Hash }) hash: Hash,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { mediaType, content, personal } = await this.evidence.read(caller, id, hash);
    return sendFile(response, { name: hash.slice(7, 19), mediaType, personal }, content, 'inline');
  }
}
