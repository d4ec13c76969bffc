import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** OpenAPI of every route at `/api/docs`, as JSON at `/api/docs/openapi.json`; made when it is first asked for. */
export function serveApiDocs(app: NestExpressApplication): void {
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
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, config), {
    jsonDocumentUrl: 'api/docs/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Tongbo API',
  });
}
