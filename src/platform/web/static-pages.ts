import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import compression from 'compression';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { linksAhead } from './ahead.js';

/** Names that carry their content's hash, in the folder where the bundler puts them. */
const hashed = /[\\/]assets[\\/].*-[A-Za-z0-9_-]{8,}\.\w+$/;

/** Where the bundlers put script and styles. An answer that mixes secrets with a stranger's words stays uncompressed. */
const bundled = /^\/(?:display\/)?assets\/[^?]+\.(?:js|css|svg)(?:\?|$)/;

const lasting = 'public, max-age=31536000, immutable';

const files = (folder: string): RequestHandler =>
  express.static(folder, {
    index: false,
    redirect: false,
    setHeaders: (response, path) => {
      response.setHeader('cache-control', hashed.test(path) ? lasting : 'no-cache');
    },
  });

const typeOf: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' };

/** The copies that the console's build compressed better than there is time for in an answer; next when there is none. */
const squeezed = (folder: string): RequestHandler => {
  const copies = express.static(folder, {
    index: false,
    redirect: false,
    setHeaders: (response, path) => {
      const plain = path.slice(0, -'.br'.length);
      response.setHeader('content-type', `${typeOf[extname(plain)] ?? ''}; charset=utf-8`);
      response.setHeader('content-encoding', 'br');
      response.setHeader('vary', 'accept-encoding');
      response.setHeader('cache-control', hashed.test(plain) ? lasting : 'no-cache');
    },
  });
  return (request, response, next) => {
    const { url } = request;
    const isText = request.path.startsWith('/assets/') && extname(request.path) in typeOf;
    if (!isText || request.acceptsEncodings('br') !== 'br') {
      next();
      return;
    }
    request.url = `${request.path}.br`;
    copies(request, response, (error?: unknown) => {
      request.url = url;
      next(error);
    });
  };
};

const page =
  (folder: string): RequestHandler =>
  async (request: Request, response: Response, next) => {
    response.setHeader('cache-control', 'no-cache');
    const links = await linksAhead(folder, request);
    if (links !== undefined) response.setHeader('link', links);
    response.sendFile(join(folder, 'index.html'), (error) => {
      if (error) next(error);
    });
  };

/** What the hub itself answers on the console's origin; never a page of the console. */
const ownPaths = /^\/(?:api|health|metrics|display|socket\.io)(?:\/|$)/;

/** The built console at `/` with its pages as one application, and the screens' player at `/display`. */
export function staticPages(distFolder: string): Router {
  const router = express.Router({ strict: true });
  router.use(compression({ filter: (request) => bundled.test(request.originalUrl) }));
  const [office, player] = [join(distFolder, 'console'), join(distFolder, 'displays')];
  router.use('/display', files(player));
  router.use(squeezed(office));
  router.get(['/display', '/display/'], (request, response, next) => {
    if (existsSync(player)) page(player)(request, response, next);
    else next();
  });
  router.use((request, response, next) => {
    if (ownPaths.test(request.path)) next();
    else files(office)(request, response, next);
  });
  router.use((request, response, next) => {
    const wantsPage = request.method === 'GET' || request.method === 'HEAD';
    const isPage = wantsPage && !ownPaths.test(request.path) && !/\.\w+$/.test(request.path);
    if (isPage && existsSync(office)) page(office)(request, response, next);
    else next();
  });
  return router;
}
