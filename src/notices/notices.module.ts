import { Module } from '@nestjs/common';
import { NotificationsController } from './notifications.controller.js';
import { Notifications } from './notifications.service.js';
import { Teller } from './teller.js';

/** Tells members what the ledger says. No stage knows of it. */
@Module({
  controllers: [NotificationsController],
  providers: [Notifications, Teller],
})
export class NoticesModule {}
