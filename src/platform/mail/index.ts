export { createMail, type MailOptions } from './mail.js';

/** Nest's token for the hub's `Mail`. */
export const MAIL = Symbol('mail');
