import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import {
  SetMailServer,
  SetNoticeMail,
  TestMail,
  type MailServerView,
  type NoticeMail,
} from '../../contract/api.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { MailServers } from './mail-servers.service.js';
import { NoticeMails } from './notice-mails.service.js';

@Controller('api/v1')
@Requires('notice.manage')
export class NoticeMailController {
  constructor(
    private readonly servers: MailServers,
    private readonly mails: NoticeMails,
  ) {}

  @Get('mail-server')
  view(@CurrentCaller() caller: Caller): Promise<MailServerView> {
    return this.servers.view(caller);
  }

  @Put('mail-server')
  set(
    @CurrentCaller() caller: Caller,
    @Body({ schema: SetMailServer }) wish: SetMailServer,
  ): Promise<MailServerView> {
    return this.servers.set(caller, wish);
  }

  @Delete('mail-server')
  @HttpCode(204)
  remove(@CurrentCaller() caller: Caller): Promise<void> {
    return this.servers.remove(caller);
  }

  @Post('mail-server/test')
  @HttpCode(200)
  test(
    @CurrentCaller() caller: Caller,
    @Body({ schema: TestMail }) { to }: TestMail,
  ): Promise<MailServerView> {
    return this.servers.test(caller, to);
  }

  @Get('notifications/mail')
  @Requires('announcement.read', 'press.work')
  mine(@CurrentCaller() caller: Caller): Promise<NoticeMail> {
    return this.mails.view(caller);
  }

  @Put('notifications/mail')
  @Requires('announcement.read', 'press.work')
  choose(
    @CurrentCaller() caller: Caller,
    @Body({ schema: SetNoticeMail }) wish: SetNoticeMail,
  ): Promise<NoticeMail> {
    return this.mails.set(caller, wish);
  }
}
