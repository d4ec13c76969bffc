import { Body, Controller, Get, Param, Post, Query, Res, UseInterceptors } from '@nestjs/common';
import type { StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { CleanFile, type AttachedFile } from '../../contract/api.js';
import { AssetRef, Hash } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { Attachments } from '../files/attachments.service.js';
import { Blobs } from './blobs.service.js';
import { isPicture } from './kinds.js';
import { sendFile } from './send-file.js';
import { ReadsOneFilm, UploadedOneFile, type Upload } from './upload.js';

const Download = z.object({ name: z.string().max(255).optional() });

/** The office's files: pictures and attachments, by the hash of their content. */
@Controller('api/v1/blobs')
export class BlobsController {
  constructor(
    private readonly blobs: Blobs,
    private readonly attachments: Attachments,
  ) {}

  /** Reviewers too: what a body that they consulted replied comes as a file. */
  @Post()
  @Requires('announcement.write', 'review.decide')
  @UseInterceptors(ReadsOneFilm)
  upload(@CurrentCaller() caller: Caller, @UploadedOneFile() file: Upload): Promise<AssetRef> {
    return this.attachments.receive(caller.officeId, file);
  }

  /** A cleaned copy; the file itself stays as it is. */
  @Post(':hash/clean')
  @Requires('announcement.write')
  clean(
    @CurrentCaller() caller: Caller,
    @Param('hash', { schema: Hash }) hash: Hash,
    @Body({ schema: CleanFile }) wish: CleanFile,
  ): Promise<AttachedFile> {
    return this.attachments.clean(caller, hash, wish);
  }

  /** `?name=` is what the file is saved as. */
  @Get(':hash')
  @Requires('announcement.read')
  async download(
    @CurrentCaller() caller: Caller,
    @Param('hash', { schema: Hash }) hash: Hash,
    @Query({ schema: Download }) { name }: z.infer<typeof Download>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { mediaType, content, personal } = await this.blobs.handOut(caller, hash);
    const file = { name: name ?? hash.slice(7, 19), mediaType, personal };
    return sendFile(response, file, content, isPicture(mediaType) ? 'inline' : 'attachment');
  }
}
