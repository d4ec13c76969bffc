import type { Mail } from '../../contract/channel.js';
import type { MailOptions } from './mail.js';

export type { MailOptions } from './mail.js';

/** The one way out of the hub for mail; what composes and sends it is loaded with the first message. */
export function createMail(options: MailOptions): Mail {
  let mail: Promise<Mail> | undefined;
  return async (server, message) => {
    mail ??= import('./mail.js').then((loaded) => loaded.createMail(options));
    return (await mail)(server, message);
  };
}

/** Nest's token for the hub's `Mail`. */
export const MAIL = Symbol('mail');
