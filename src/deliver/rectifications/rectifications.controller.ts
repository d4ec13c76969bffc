import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  MoveRectification,
  OpenRectification,
  RectificationQuery,
  SetAffectedNotice,
  SettleRectification,
  SubmitRectification,
  WriteRectification,
  type RectificationPage,
  type RectificationView,
} from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { RectificationReader } from './rectifications.reader.js';
import { Rectifications } from './rectifications.service.js';

/** 整改单: what went wrong, what was done about it, and a second person's word that it is put right. */
@Controller('api/v1')
export class RectificationsController {
  constructor(
    private readonly rectifications: Rectifications,
    private readonly reader: RectificationReader,
  ) {}

  @Get('rectifications')
  @Requires('rectification.read')
  page(
    @CurrentCaller() caller: Caller,
    @Query({ schema: RectificationQuery }) query: RectificationQuery,
  ): Promise<RectificationPage> {
    return this.reader.page(caller, query);
  }

  @Post('announcements/:id/rectifications')
  @Requires('release.recall')
  open(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: OpenRectification }) wish: OpenRectification,
  ): Promise<{ id: string }> {
    return this.rectifications.open(caller, id, wish);
  }

  @Get('rectifications/:id')
  @Requires('rectification.read')
  one(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<RectificationView> {
    return this.reader.one(caller, id);
  }

  @Put('rectifications/:id/text')
  @HttpCode(204)
  @Requires('release.recall')
  write(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WriteRectification }) wish: WriteRectification,
  ): Promise<void> {
    return this.rectifications.write(caller, id, wish);
  }

  @Put('rectifications/:id/notice')
  @HttpCode(204)
  @Requires('release.recall')
  notice(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SetAffectedNotice }) wish: SetAffectedNotice,
  ): Promise<void> {
    return this.rectifications.notice(caller, id, wish);
  }

  @Put('rectifications/:id/deadline')
  @HttpCode(204)
  @Requires('release.recall')
  move(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: MoveRectification }) wish: MoveRectification,
  ): Promise<void> {
    return this.rectifications.move(caller, id, wish);
  }

  @Post('rectifications/:id/submission')
  @HttpCode(204)
  @Requires('release.recall')
  submit(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SubmitRectification }) wish: SubmitRectification,
  ): Promise<void> {
    return this.rectifications.submit(caller, id, wish);
  }

  @Post('rectifications/:id/sign-off')
  @HttpCode(204)
  @Requires('review.decide')
  settle(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SettleRectification }) wish: SettleRectification,
  ): Promise<void> {
    return this.rectifications.settle(caller, id, wish);
  }
}
