export { listen, ListenError, shut } from './listen.js';
export { problemOf, ProblemFilter, sendProblem, toHubError } from './problem-filter.js';
export { createPublicServer, PublicSite } from './public-site.js';
export { createWebApp } from './web-app.js';
