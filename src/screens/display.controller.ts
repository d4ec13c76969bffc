import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { AskPairing, type PairingAnswer, type PairingState } from '../contract/display-link.js';
import type { ManifestNews } from '../contract/display.js';
import { Hash, Id } from '../contract/values.js';
import { Public } from '../identity/index.js';
import { Trust } from '../platform/tls/index.js';
import { Manifests } from './manifests.js';
import { Pairings } from './pairings.js';
import { Tokens } from './tokens.js';

const ManifestQuery = z.object({
  have: z.coerce.number().int().nonnegative().optional(),
  group: Id.optional(),
  frame: Hash.optional(),
});
type ManifestQuery = z.infer<typeof ManifestQuery>;

/** So much of a file is given at once at most when a part is asked for, in bytes. */
const longestPart = 4 * 1024 * 1024;

/** One range of bytes (RFC 9110, 14.1.2); undefined for any other, which may be ignored: the whole answers it. */
function partOf(range: string): { from: number; length: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(range) ?? [];
  if (first === '') return undefined;
  const from = Number(first);
  const length = last === '' ? longestPart : Number(last) - from + 1;
  return length < 1 ? undefined : { from, length: Math.min(length, longestPart) };
}

/** What players ask for over HTTP. Pairing needs nothing; the rest needs the token from the socket. */
@Controller('display/api')
@Public()
export class DisplayController {
  constructor(
    private readonly pairings: Pairings,
    private readonly manifests: Manifests,
    private readonly tokens: Tokens,
    private readonly trust: Trust,
  ) {}

  /** For the kiosk's installer, which compares it with the fingerprint that the hub told its owner. */
  @Get('ca.pem')
  @Header('content-type', 'application/x-pem-file')
  async authority(): Promise<string> {
    return this.trust.certificate();
  }

  @Post('pairings')
  @HttpCode(200)
  async ask(
    @Body({ schema: AskPairing }) { publicKey }: AskPairing,
    @Req() request: Request,
  ): Promise<PairingAnswer> {
    return this.pairings.ask(publicKey, request.ip ?? '');
  }

  @Get('pairings/:id')
  async pairing(@Param('id', { schema: Id }) id: string): Promise<PairingState> {
    return this.pairings.state(id);
  }

  /** What the screen lacks since the epoch that it has; 204 when that is the newest one. */
  @Get('manifest')
  async manifest(
    @Headers('authorization') authorization: string | undefined,
    @Query({ schema: ManifestQuery }) { have, group, frame }: ManifestQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ManifestNews | undefined> {
    const known = have === undefined || group === undefined ? undefined : { epoch: have, group, frame };
    const news = await this.manifests.forScreen(this.tokens.check(authorization), known);
    response.setHeader('cache-control', 'no-store');
    if (!news) response.status(204);
    return news;
  }

  @Get('blobs/:hash')
  async blob(
    @Headers('authorization') authorization: string | undefined,
    @Headers('range') range: string | undefined,
    @Param('hash', { schema: Hash }) hash: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const screenId = this.tokens.check(authorization);
    const part = range === undefined ? undefined : partOf(range);
    const { content, mediaType, ...whole } = part
      ? await this.manifests.part(screenId, hash, part)
      : await this.manifests.blob(screenId, hash);
    if (part && 'size' in whole) {
      const last = part.from + content.byteLength - 1;
      response.status(206);
      response.setHeader('content-range', `bytes ${String(part.from)}-${String(last)}/${String(whole.size)}`);
    }
    response.setHeader('cache-control', 'private, max-age=31536000, immutable');
    // A file is only ever data here, whatever it claims to be.
    response.setHeader('content-security-policy', "default-src 'none'; sandbox");
    return new StreamableFile(content, { type: mediaType, length: content.byteLength });
  }
}
