import { Controller, Headers, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Id } from '../../contract/values.js';
import { Public } from '../../identity/index.js';
import { Tokens } from '../tokens.js';
import { Screenshots } from './screenshots.js';

/** Where players bring the pictures that they were asked for, with the token from the socket. */
@Controller('display/api/screenshots')
@Public()
export class ScreenshotsController {
  constructor(
    private readonly tokens: Tokens,
    private readonly screenshots: Screenshots,
  ) {}

  /** The body is the picture itself, as `image/jpeg` or `image/webp`; what it is, its content decides. */
  @Post(':id')
  @HttpCode(204)
  async take(
    @Headers('authorization') authorization: string | undefined,
    @Param('id', { schema: Id }) id: string,
    @Req() request: Request,
  ): Promise<void> {
    await this.screenshots.take(this.tokens.check(authorization), id, request);
  }
}
