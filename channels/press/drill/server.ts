import type { AddressInfo, Server } from 'node:net';
import type { SMTPServer } from 'smtp-server';
import { Bounces } from './bounces.js';
import type { DrillOptions } from './options.js';
import { outlets, settingsOf } from './outlets.js';
import { openSmtp } from './smtp.js';
import { codeOf, MailStore, type Fault, type Mail } from './store.js';
import { openWeb } from './web.js';

const HOST = '127.0.0.1';

export interface Drill {
  /** The page for people. */
  url: string;
  /** What the hub may call. */
  origins: string[];
  smtp: { host: string; port: number };
  /** The settings of the demo targets, by their short names. */
  targets: Record<string, ReturnType<typeof settingsOf>>;
  mails(): readonly Mail[];
  /** A message's bytes as they came over the wire. */
  bytes(id: number): Promise<Uint8Array>;
  setFault(address: string, fault: Fault | undefined): Promise<void>;
  /** Resolves when each open bounce notice was tried once. */
  tellBounces(): Promise<void>;
  close(): Promise<void>;
}

/** What only tests change. */
export interface DrillTuning {
  now?: () => Date;
  /** Where an outlet's bounce notices go. */
  bounceAddress?: (slug: string) => string;
}

/** A mailbox of the outlets on this machine: a real mail server and its pages. It keeps its ports in its folder. */
export async function openDrill(options: DrillOptions, tuning: DrillTuning = {}): Promise<Drill> {
  const now = tuning.now ?? (() => new Date());
  const store = await MailStore.open(options.dataDir);
  const bounces = new Bounces(store, options.hubPublicUrl, now, tuning.bounceAddress);
  const web = openWeb(store);
  const smtp = openSmtp(store, now, (mail) => {
    if (mail.bounce) void bounces.tell();
  });
  const [webWish = 0, smtpWish = 0] = options.ports ?? store.state.ports ?? [];
  const webPort = await listen(web, web, webWish);
  const smtpPort = await listen(smtp, smtp.server, smtpWish);
  store.state.ports = [webPort, smtpPort];
  await store.save();
  void bounces.tell();
  const url = `http://${HOST}:${String(webPort)}`;
  const at = { host: HOST, port: smtpPort };
  return {
    url,
    origins: [url],
    smtp: at,
    targets: Object.fromEntries(
      outlets.map((outlet) => [outlet.slug, settingsOf(outlet, at, store.state.bounceSecret)]),
    ),
    mails: () => store.state.mails,
    bytes: (id) => store.bytes(id),
    setFault: (address, fault) => store.setFault(address, fault),
    tellBounces: () => bounces.tell(),
    async close() {
      bounces.stop();
      await Promise.all([closeSmtp(smtp), closeWeb(web)]);
      await store.save();
    },
  };
}

/** Listens on the wished port, or on a free one when somebody else has it. Resolves with the port. */
async function listen(
  listener: { listen(port: number, host: string): unknown },
  events: Server,
  wish: number,
): Promise<number> {
  const once = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const failed = (error: Error): void => {
        events.off('listening', ready);
        reject(error);
      };
      const ready = (): void => {
        events.off('error', failed);
        resolve((events.address() as AddressInfo).port);
      };
      events.once('error', failed).once('listening', ready);
      listener.listen(port, HOST);
    });
  try {
    return await once(wish);
  } catch (error) {
    if (wish === 0 || codeOf(error) !== 'EADDRINUSE') throw error;
    return once(0);
  }
}

const closeSmtp = (smtp: SMTPServer): Promise<void> => new Promise((resolve) => smtp.close(() => resolve()));

const closeWeb = (web: ReturnType<typeof openWeb>): Promise<void> =>
  new Promise((resolve) => {
    web.close(() => resolve());
    web.closeAllConnections();
  });
