import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  RestoreRevision,
  type RestoredDraft,
  type RevisionDetail,
  type RevisionList,
} from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { History } from './history.service.js';

/** What a draft said before. */
@Controller('api/v1/announcements/:id/revisions')
@Requires('announcement.write')
export class HistoryController {
  constructor(private readonly history: History) {}

  @Get()
  list(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<RevisionList> {
    return this.history.list(caller.officeId, id);
  }

  @Get(':revision')
  one(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Param('revision', { schema: Id }) revision: string,
  ): Promise<RevisionDetail> {
    return this.history.one(caller.officeId, id, revision);
  }

  /** Makes it the draft's text; what it replaces is kept. */
  @Post(':revision/restore')
  @HttpCode(200)
  restore(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Param('revision', { schema: Id }) revision: string,
    @Body({ schema: RestoreRevision }) wish: RestoreRevision,
  ): Promise<RestoredDraft> {
    return this.history.restore(caller, id, revision, wish);
  }
}
