import { Module } from '@nestjs/common';
import { HooksController } from './hooks/hooks.controller.js';
import { Hooks } from './hooks/hooks.service.js';
import { HookSender } from './hooks/sender.js';
import { NotificationMailController } from './mail/mail.controller.js';
import { MailServers } from './mail/mail-servers.service.js';
import { Mailer } from './mail/mailer.js';
import { NotificationMails } from './mail/notification-mails.service.js';
import { NotificationsController } from './notifications.controller.js';
import { Notifications } from './notifications.service.js';
import { Reminders } from './reminders.js';
import { Teller } from './teller.js';

/** Tells members what the ledger says. No stage knows of it. */
@Module({
  controllers: [HooksController, NotificationMailController, NotificationsController],
  providers: [Hooks, HookSender, Mailer, MailServers, NotificationMails, Notifications, Reminders, Teller],
})
export class NotificationsModule {}
