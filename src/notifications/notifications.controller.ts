import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { NotificationQuery, ReadAll, type NotificationPage, type UnreadCount } from '../contract/api.js';
import { Id } from '../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../identity/index.js';
import { Notifications } from './notifications.service.js';

/** Whoever works in the console has notifications; each member only their own. */
@Controller('api/v1/notifications')
@Requires('announcement.read', 'press.work')
export class NotificationsController {
  constructor(private readonly notifications: Notifications) {}

  @Get()
  page(
    @CurrentCaller() caller: Caller,
    @Query({ schema: NotificationQuery }) query: NotificationQuery,
  ): Promise<NotificationPage> {
    return this.notifications.page(caller, query);
  }

  @Get('unread')
  unread(@CurrentCaller() caller: Caller): Promise<UnreadCount> {
    return this.notifications.unread(caller);
  }

  @Post('read')
  @HttpCode(204)
  readAll(@CurrentCaller() caller: Caller, @Body({ schema: ReadAll }) { until }: ReadAll): Promise<void> {
    return this.notifications.readAll(caller, until);
  }

  @Post(':id/read')
  @HttpCode(204)
  read(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.notifications.read(caller, id);
  }
}
