import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';

const PATH = '/api/docs';

/** OpenAPI of every route at `/api/docs`, as JSON at `/api/docs/openapi.json`; loaded and made when first asked for. */
export function serveApiDocs(app: NestExpressApplication): void {
  let docs: Promise<RequestHandler> | undefined;
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (request.path !== PATH && !request.path.startsWith(`${PATH}/`)) {
      next();
      return;
    }
    docs ??= load(app);
    docs.then((handle) => {
      handle(request, response, next);
    }, next);
  });
}

/** Swagger with routes of its own: it is large, and a start of the hub should not wait for it. */
async function load(app: NestExpressApplication): Promise<RequestHandler> {
  const { DocumentBuilder, SwaggerModule } = await import('@nestjs/swagger');
  const config = new DocumentBuilder()
    .setTitle('Tongbo 通播')
    .setDescription(
      'Sign in at POST /api/auth/sign-in/username; the session is a cookie. Requests that change something need ' +
        'the hub’s own Origin header and JSON or multipart form data. Errors are problem documents (RFC 9457) with ' +
        'a stable `code`.',
    )
    .setVersion('1')
    .addCookieAuth('hub_session')
    .build();
  const own = new ExpressAdapter();
  const apart = Object.create(app, { getHttpAdapter: { value: () => own } }) as NestExpressApplication;
  SwaggerModule.setup('api/docs', apart, () => SwaggerModule.createDocument(app, config), {
    jsonDocumentUrl: 'api/docs/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Tongbo API',
  });
  return own.getInstance<RequestHandler>();
}
