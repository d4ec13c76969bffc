import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import type { DynamicModule } from '@nestjs/common';
import { NestLogger, type Logger } from '../log/index.js';
import { projectRoot } from '../project-root.js';
import { serveApiDocs } from './api-docs.js';
import { language } from './language.js';
import { ProblemFilter } from './problem-filter.js';
import { requestLog } from './request-log.js';
import { requireSameOrigin } from './same-origin.js';
import { secureCookies } from './secure-cookies.js';
import { securityHeaders } from './security-headers.js';
import { HubSockets, type SocketAdapter } from './sockets.js';
import { staticPages } from './static-pages.js';
import { validation } from './validation.js';

/** The longest JSON body: a draft's body of 500,000 characters at up to four bytes each, with room for the rest. */
const jsonLimit = 3 * 1024 * 1024;

export interface WebOptions {
  sockets?: SocketAdapter | undefined;
  /** Whose `X-Forwarded-For` is believed; nobody's by default. */
  trustedProxies?: readonly string[];
}

/** The application of the console's origin, initialised and not yet listening. */
export async function createWebApp(
  root: DynamicModule,
  logger: Logger,
  { sockets, trustedProxies = [] }: WebOptions = {},
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(root, new ExpressAdapter(), {
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.disable('x-powered-by');
  if (trustedProxies.length > 0) app.set('trust proxy', [...trustedProxies]);
  app.use(requestLog(logger));
  app.use(securityHeaders);
  app.use(secureCookies);
  app.use(requireSameOrigin);
  app.useBodyParser('json', { limit: jsonLimit });
  // Behind the parser, whose reading of the body would lose it.
  app.use(language);
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(validation());
  app.useWebSocketAdapter(new HubSockets(app, sockets));
  serveApiDocs(app);
  app.use(staticPages(join(projectRoot, 'dist')));
  await app.init();
  return app;
}
