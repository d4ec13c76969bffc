import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  CreateRecall,
  DecideRecall,
  RecallQuery,
  type RecallAnswer,
  type RecallPage,
  type RecallProgress,
  type RecallScope,
} from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { RecallProgresses } from './progress.js';
import { Recalls } from './recalls.service.js';
import { RecallRequests } from './requests.service.js';

@Controller('api/v1')
export class RecallsController {
  constructor(
    private readonly recalls: Recalls,
    private readonly requests: RecallRequests,
    private readonly progress: RecallProgresses,
  ) {}

  @Get('announcements/:id/recall-scope')
  @Requires('release.recall')
  async scope(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
  ): Promise<RecallScope> {
    return this.recalls.scope(caller, id);
  }

  @Post('announcements/:id/recall')
  @Requires('release.recall')
  async ask(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CreateRecall }) wish: CreateRecall,
  ): Promise<RecallAnswer> {
    return this.requests.ask(caller, id, wish);
  }

  @Get('recalls')
  @Requires('announcement.read')
  async page(
    @CurrentCaller() caller: Caller,
    @Query({ schema: RecallQuery }) query: RecallQuery,
  ): Promise<RecallPage> {
    return this.requests.page(caller, query);
  }

  @Get('recalls/:id')
  @Requires('announcement.read')
  async one(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
  ): Promise<RecallProgress> {
    return this.progress.of(caller, id);
  }

  @Post('recalls/:id/decision')
  @HttpCode(200)
  @Requires('review.decide')
  async decide(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: DecideRecall }) decision: DecideRecall,
  ): Promise<RecallProgress> {
    await this.requests.decide(caller, id, decision);
    return this.progress.of(caller, id);
  }
}
