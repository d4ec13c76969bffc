import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';

/** What the hub is called on its network. Plain HTTP there is no secure origin; `localhost` would be one anyway. */
export const HUB_NAME = 'tongbo.lan';

const chromiumFlags = [
  `--host-resolver-rules=MAP ${HUB_NAME} 127.0.0.1`,
  // The certificates are of each hub's own CA; src/platform/tls/door.test.ts sees who trusts them.
  '--ignore-certificate-errors',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** How somebody at a desk in China looks at a page. */
export const desk: BrowserContextOptions = {
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  viewport: { width: 1440, height: 900 },
  // For what the context itself asks, beside its pages.
  ignoreHTTPSErrors: true,
};

/** The same with a profile of its own, which outlives it: a box that is switched off and on. */
export function launchProfile(folder: string): Promise<BrowserContext> {
  const more = { executablePath: '/usr/bin/chromium-headless-shell', args: chromiumFlags };
  return chromium.launchPersistentContext(folder, {
    ...desk,
    viewport: { width: 1920, height: 1080 },
    ...more,
  });
}

/** Debian's Chromium, the build that has no windows. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: chromiumFlags });
}
