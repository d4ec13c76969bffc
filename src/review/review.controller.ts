import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Decide, PageQuery, type ReviewPage, type VersionDetail } from '../contract/api.js';
import { Id } from '../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../identity/index.js';
import { ReviewReader } from './review.reader.js';
import { Reviews } from './review.service.js';

@Controller('api/v1')
export class ReviewController {
  constructor(
    private readonly reviews: Reviews,
    private readonly reader: ReviewReader,
  ) {}

  @Get('reviews')
  @Requires('announcement.read')
  async waiting(
    @CurrentCaller() caller: Caller,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<ReviewPage> {
    return this.reader.waiting(caller, query);
  }

  @Get('versions/:id')
  @Requires('announcement.read')
  async version(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
  ): Promise<VersionDetail> {
    return this.reader.detail(caller, id);
  }

  @Post('versions/:id/decisions')
  @HttpCode(200)
  @Requires('review.decide')
  async decide(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Decide }) decision: Decide,
  ): Promise<VersionDetail> {
    return this.reviews.decide(caller, id, decision);
  }
}
