export { NoticesModule } from './notices.module.js';
export { Notifications } from './notifications.service.js';
export { Teller } from './teller.js';
export { Hooks } from './hooks/hooks.service.js';
export { HookSender } from './hooks/sender.js';
export { MailServers } from './mail/mail-servers.service.js';
export { Mailer } from './mail/mailer.js';
export { NoticeMails } from './mail/notice-mails.service.js';
