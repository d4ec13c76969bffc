import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  CloseNotice,
  ExtendNotice,
  RecordObjection,
  SettleObjection,
  type AnnouncementNotice,
  type ObjectionList,
  type OpenNoticeList,
} from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { NoticeEnds } from './extensions.service.js';
import { Notices } from './notices.reader.js';
import { OpenNotices } from './open-notices.reader.js';
import { Objections } from './objections.service.js';

@Controller('api/v1')
export class NoticesController {
  constructor(
    private readonly notices: Notices,
    private readonly open: OpenNotices,
    private readonly ends: NoticeEnds,
    private readonly objections: Objections,
  ) {}

  @Get('notices')
  @Requires('announcement.read')
  openOnes(@CurrentCaller() caller: Caller): Promise<OpenNoticeList> {
    return this.open.list(caller.officeId);
  }

  @Get('announcements/:id/notice')
  @Requires('announcement.read')
  one(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<AnnouncementNotice> {
    return this.notices.of(caller.officeId, id);
  }

  @Post('announcements/:id/notice/extension')
  @HttpCode(204)
  @Requires('release.create')
  extend(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ExtendNotice }) wish: ExtendNotice,
  ): Promise<void> {
    return this.ends.extend(caller, id, wish);
  }

  @Post('announcements/:id/notice/closing')
  @HttpCode(204)
  @Requires('objection.handle')
  close(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CloseNotice }) wish: CloseNotice,
  ): Promise<void> {
    return this.ends.close(caller, id, wish);
  }

  @Get('announcements/:id/objections')
  @Requires('objection.read')
  list(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<ObjectionList> {
    return this.objections.list(caller, id);
  }

  @Post('announcements/:id/objections')
  @HttpCode(204)
  @Requires('objection.handle')
  record(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RecordObjection }) wish: RecordObjection,
  ): Promise<void> {
    return this.objections.record(caller, id, wish);
  }

  @Post('objections/:id/result')
  @HttpCode(204)
  @Requires('objection.handle')
  settle(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SettleObjection }) wish: SettleObjection,
  ): Promise<void> {
    return this.objections.settle(caller, id, wish);
  }
}
