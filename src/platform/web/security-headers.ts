import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

const common = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  scriptSrcAttr: ["'none'"],
  // Component libraries write their styles at run time.
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  mediaSrc: ["'self'", 'blob:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

const policyHeaders = (directives: Record<string, string[]>) =>
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    // Whether the hub is reached by https alone is decided by the proxy that ends TLS.
    strictTransportSecurity: false,
  });

const consoleHeaders = policyHeaders({
  ...common,
  frameSrc: ["'self'"],
  formAction: ["'self'"],
  workerSrc: ["'self'"],
});
const playerHeaders = policyHeaders({
  ...common,
  frameSrc: ["'none'"],
  formAction: ["'none'"],
  workerSrc: ["'self'", 'blob:'],
});

/** Express middleware: helmet's headers with the policy of the console, or of the screens' player. */
export function securityHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
): void {
  const isPlayer = /^\/display(?:[/?]|$)/.test(request.url ?? '');
  (isPlayer ? playerHeaders : consoleHeaders)(request, response, next);
}
