export { OutboundAllowList, smtpEntry } from './allow-list.js';
export { createHttp, type HttpOptions, type OutboundHttp } from './http.js';

/** Nest's token for the hub's `Http`. */
export const HTTP = Symbol('http');
