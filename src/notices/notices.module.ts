import { Module } from '@nestjs/common';
import { HooksController } from './hooks/hooks.controller.js';
import { Hooks } from './hooks/hooks.service.js';
import { HookSender } from './hooks/sender.js';
import { NoticeMailController } from './mail/mail.controller.js';
import { MailServers } from './mail/mail-servers.service.js';
import { Mailer } from './mail/mailer.js';
import { NoticeMails } from './mail/notice-mails.service.js';
import { NotificationsController } from './notifications.controller.js';
import { Notifications } from './notifications.service.js';
import { Teller } from './teller.js';

/** Tells members what the ledger says. No stage knows of it. */
@Module({
  controllers: [HooksController, NoticeMailController, NotificationsController],
  providers: [Hooks, HookSender, Mailer, MailServers, NoticeMails, Notifications, Teller],
})
export class NoticesModule {}
