import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { fromHtml } from 'hast-util-from-html';
import { defaultSchema, sanitize } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { visit } from 'unist-util-visit';
import multer from 'multer';
import { z } from 'zod';
import { deskPage, overviewPage } from './desk-pages.js';
import { interfaceRoutes } from './interface.js';
import { articlePage, homePage, missingPage } from './pages.js';
import type { Portal } from './portal.js';
import { Behaviour } from './state.js';

const upload = multer({ storage: multer.memoryStorage(), limits: { files: 20, fileSize: 20 * 1024 * 1024 } });
const Pasted = z.object({
  title: z.string().trim().min(1).max(240),
  source: z.string().trim().max(120).default(''),
  html: z.string().min(1).max(1_000_000),
});

/** One portal as a web application: public pages, the editors' desk, the interface and the drill's own switches. */
export function siteOf(portal: Portal, all: readonly Portal[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((_request, response, next) => {
    response.set({
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'",
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    next();
  });
  app.use('/api/submissions', interfaceRoutes(portal));
  publicRoutes(app, portal);
  app.use(ownFormsOnly(portal));
  deskRoutes(app, portal);
  drillRoutes(app, portal, all);
  app.use((_request, response) => {
    response.status(404).type('html').send(missingPage(portal));
  });
  return app;
}

function publicRoutes(app: Express, portal: Portal): void {
  app.get('/', (_request, response) => {
    response.type('html').send(homePage(portal));
  });
  app.get('/art/:year/:month/:day/:name', (request, response, next) => {
    const article = portal.state.articles.find(
      (one) => one.state === 'public' && new URL(portal.address(one)).pathname === request.path,
    );
    if (article) response.type('html').send(articlePage(portal, article));
    else next();
  });
  app.get('/files/:digits', async (request, response, next) => {
    const { digits } = request.params;
    const shown = portal.state.articles.filter((one) => one.state === 'public');
    const isShown = shown.some(
      ({ html, files }) =>
        html.includes(`/files/${digits}`) || files.some(({ hash }) => hash === `sha256:${digits}`),
    );
    if (!isShown || !/^[0-9a-f]{64}$/.test(digits)) {
      next();
      return;
    }
    const type = mediaTypeOf(portal, digits);
    response.type(type ?? 'application/octet-stream').send(await portal.readFile(digits));
  });
}

/** As the hub named it when it sent the file. Only pictures are shown; everything else is saved. */
function mediaTypeOf(portal: Portal, digits: string): string | undefined {
  const files = portal.entries.flatMap(({ submission }) => submission?.files ?? []);
  const pasted = portal.state.articles.flatMap((article) => article.files);
  const type = [...files, ...pasted].find(({ hash }) => hash === `sha256:${digits}`)?.mediaType;
  return type?.startsWith('image/') === true && type !== 'image/svg+xml' ? type : undefined;
}

/** A form on another site must not press the desk's buttons. */
const ownFormsOnly =
  ({ origin }: Portal) =>
  (request: Request, response: Response, next: NextFunction): void => {
    const from = request.get('origin');
    if (request.method === 'GET' || from === undefined || from === origin) next();
    else response.status(403).type('text').send('演练：只接受本站的表单');
  };

function deskRoutes(app: Express, portal: Portal): void {
  const form = express.urlencoded({ extended: false, limit: '64kb' });
  const back = (response: Response): void => {
    response.redirect(303, '/desk');
  };
  app.get('/desk', (request, response) => {
    const number = Number(request.query['published']);
    const article = portal.state.articles.find((one) => one.number === number);
    response.type('html').send(deskPage(portal, article && portal.address(article)));
  });
  app.post('/desk/articles', upload.array('pictures'), async (request, response) => {
    const pasted = Pasted.safeParse(request.body);
    if (!pasted.success) {
      response
        .status(400)
        .type('text')
        .send(`演练：${z.prettifyError(pasted.error)}`);
      return;
    }
    const { number } = await publishPasted(portal, pasted.data, picturesOf(request));
    response.redirect(303, `/desk?published=${String(number)}`);
  });
  app.post('/desk/articles/:number/remove', async (request, response) => {
    await portal.removeArticle(Number(request.params.number));
    back(response);
  });
  app.post('/desk/behaviour', form, async (request, response) => {
    await portal.behave(Behaviour.partial().parse(numbersIn(request.body)));
    back(response);
  });
  app.post('/desk/:id/adopt', async (request, response) => {
    await portal.adopt(request.params.id);
    back(response);
  });
  app.post('/desk/:id/return', form, async (request, response) => {
    const { reason } = z.object({ reason: z.string().trim().min(1).max(500) }).parse(request.body);
    await portal.giveBack(request.params.id, reason);
    back(response);
  });
  app.post('/desk/:id/withdraw', async (request, response) => {
    await portal.withdraw(request.params.id);
    back(response);
  });
}

/** A form has texts only; an empty one means none. */
function numbersIn(body: unknown): Record<string, unknown> {
  const fields = z.record(z.string(), z.string()).parse(body);
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]): [string, unknown] => {
      if (!name.endsWith('Ms')) return [name, value];
      return [name, value === '' ? null : Number(value)];
    }),
  );
}

function drillRoutes(app: Express, portal: Portal, all: readonly Portal[]): void {
  app.get('/drill', (_request, response) => {
    response.type('html').send(overviewPage(all));
  });
  app.get('/drill/control', (_request, response) => {
    response.json(portal.state.behaviour);
  });
  app.put('/drill/control', express.json({ limit: '64kb' }), async (request, response) => {
    const change = Behaviour.partial().safeParse(request.body);
    if (!change.success) {
      response.status(400).json({ error: z.prettifyError(change.error) });
      return;
    }
    await portal.behave(change.data);
    response.json(portal.state.behaviour);
  });
}

const picturesOf = (request: Request): Express.Multer.File[] =>
  Array.isArray(request.files) ? request.files : [];

/** Publishes what an editor pasted: HTML or plain text, pictures by the names of the uploaded files. */
export async function publishPasted(
  portal: Portal,
  { title, source, html }: { title: string; source: string; html: string },
  pictures: { originalname: string; mimetype: string; buffer: Uint8Array }[] = [],
) {
  const files = new Map<string, { hash: string; name: string; mediaType: string }>();
  for (const { originalname, mimetype, buffer } of pictures) {
    const hash = `sha256:${await portal.keepFile(buffer)}`;
    files.set(originalname, { hash, name: originalname, mediaType: mimetype });
  }
  const isHtml = /<[a-z][^>]*>/i.test(html);
  const tree = sanitize(fromHtml(isHtml ? html : paragraphs(html), { fragment: true }), defaultSchema);
  visit(tree, 'element', (node) => {
    if (node.tagName !== 'img') return;
    const file = files.get(String(node.properties['src']));
    node.properties['src'] = file ? `/files/${file.hash.slice('sha256:'.length)}` : undefined;
  });
  return portal.publish({ title, source, metadata: [], html: toHtml(tree), files: [...files.values()] });
}

const paragraphs = (text: string): string =>
  text
    .split(/\n+/)
    .filter((one) => one.trim() !== '')
    .map((one) => `<p>${one.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`)
    .join('');
