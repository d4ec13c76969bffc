export { SESSION_COOKIE } from './ahead.js';
export { drainer } from './drain.js';
export { listen, shut } from './listen.js';
export { problemOf, toHubError } from './problem-filter.js';
export { createPublicServer, PublicSite } from './public-site.js';
export { framedSites } from './security-headers.js';
export { createWebApp } from './web-app.js';
export { sendDocument } from './send-document.js';
export { openRedisSockets, type SocketAdapter } from './sockets.js';
