import { Module } from '@nestjs/common';
import { HooksController } from './hooks/hooks.controller.js';
import { Hooks } from './hooks/hooks.service.js';
import { HookSender } from './hooks/sender.js';
import { NotificationsController } from './notifications.controller.js';
import { Notifications } from './notifications.service.js';
import { Teller } from './teller.js';

/** Tells members what the ledger says. No stage knows of it. */
@Module({
  controllers: [HooksController, NotificationsController],
  providers: [Hooks, HookSender, Notifications, Teller],
})
export class NoticesModule {}
