import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import {
  SetMailServer,
  SetNotificationMail,
  TestMail,
  type MailServerView,
  type NotificationMail,
} from '../../contract/api.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { MailServers } from './mail-servers.service.js';
import { NotificationMails } from './notification-mails.service.js';

@Controller('api/v1')
@Requires('notification.manage')
export class NotificationMailController {
  constructor(
    private readonly servers: MailServers,
    private readonly mails: NotificationMails,
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
  mine(@CurrentCaller() caller: Caller): Promise<NotificationMail> {
    return this.mails.view(caller);
  }

  @Put('notifications/mail')
  @Requires('announcement.read', 'press.work')
  choose(
    @CurrentCaller() caller: Caller,
    @Body({ schema: SetNotificationMail }) wish: SetNotificationMail,
  ): Promise<NotificationMail> {
    return this.mails.set(caller, wish);
  }
}
