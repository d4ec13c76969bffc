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
/** `origins`: the sites that screens may show in a frame; the player asks whether one answers before it shows it. */
const playerPolicy = (origins: readonly string[]) =>
  policyHeaders({
    ...common,
    connectSrc: ["'self'", ...origins],
    frameSrc: origins.length > 0 ? [...origins] : ["'none'"],
    formAction: ["'none'"],
    workerSrc: ["'self'", 'blob:'],
  });
const playerHeaders = playerPolicy([]);

let framed: () => Promise<readonly string[]> = () => Promise.resolve([]);

/** Says who knows the sites that the player may frame; asked with each load of the player's page, and not between. */
export function framedSites(read: () => Promise<readonly string[]>): void {
  framed = read;
}

/** Express middleware: helmet's headers with the policy of the console, or of the screens' player. */
export function securityHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
): void {
  const url = request.url ?? '';
  if (/^\/display\/?(?:\?|$)/.test(url)) {
    framed().then((origins) => {
      playerPolicy(origins)(request, response, next);
    }, next);
    return;
  }
  (/^\/display[/?]/.test(url) ? playerHeaders : consoleHeaders)(request, response, next);
}
