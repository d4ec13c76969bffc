import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer, type Server as SecureServer } from 'node:https';
import type { TlsConfig } from '../config/index.js';
import type { Logger } from '../log/index.js';
import { Authority, type Issued } from './authority.js';
import { hostNames, sameNames, type HostNames } from './names.js';

/** A certificate is renewed when it is good for less than this. */
const RENEW_MS = 30 * 86_400_000;
const LOOK_EVERY_MS = 3_600_000;

export interface SecureDoorParts {
  tls: TlsConfig;
  /** The folder where the hub's keys lie. */
  home: string;
  logger: Logger;
  now: () => Date;
}

/** HTTPS in front of the console's own server, with a certificate that is looked after while the hub runs. */
export class SecureDoor {
  readonly server: SecureServer;
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly parts: SecureDoorParts,
    private held: Held,
  ) {
    this.server = createServer(contextOf(held));
    this.timer = setInterval(() => {
      this.renew().catch((error: unknown) => {
        parts.logger.error(
          { err: error },
          'the certificate could not be renewed; it is tried again in an hour',
        );
      });
    }, LOOK_EVERY_MS);
    this.timer.unref();
  }

  /** Not yet listening. @throws Error with a sentence when there is no certificate to be had */
  static async make(parts: SecureDoorParts): Promise<SecureDoor> {
    return new SecureDoor(parts, await obtain(parts));
  }

  /** Lets `inner` answer what comes in here, sockets as well. */
  leadTo(inner: Server): void {
    this.server.on('request', (request, response) => inner.emit('request', request, response));
    this.server.on('upgrade', (request, socket, head) => inner.emit('upgrade', request, socket, head));
  }

  /** Takes a new certificate when the old one runs out, when the machine has other addresses, or when the file was replaced. */
  async renew(): Promise<boolean> {
    const { parts, held } = this;
    const ends = held.notAfter.getTime() - parts.now().getTime() < RENEW_MS;
    const isKept = !parts.tls.supplied && !ends && sameNames(held.names, hostNames(parts.tls.names));
    if (isKept) return false;
    const next = await obtain(parts);
    if (parts.tls.supplied && ends)
      parts.logger.warn(
        { notAfter: held.notAfter },
        'the supplied certificate runs out soon: replace its file',
      );
    if (next.certificate === held.certificate) return false;
    this.held = next;
    this.server.setSecureContext(contextOf(next));
    parts.logger.info({ notAfter: next.notAfter }, 'the hub has a new certificate');
    return true;
  }

  close(): void {
    clearInterval(this.timer);
  }
}

type Held = Issued & { names: HostNames };

const contextOf = ({ certificate, key }: Issued) => ({
  cert: certificate,
  key,
  minVersion: 'TLSv1.2' as const,
});

async function obtain({ tls, home, now }: SecureDoorParts): Promise<Held> {
  const names = hostNames(tls.names);
  if (tls.supplied) return { ...(await supplied(tls.supplied)), names };
  const authority = await Authority.load(home, names, now());
  // What somebody chose has to be right. A machine may get a name or an address of the open net by itself.
  const served = tls.names.length > 0 ? names : authority.known(names);
  return { ...(await authority.issue(served, now())), names };
}

async function supplied(paths: NonNullable<TlsConfig['supplied']>): Promise<Issued> {
  try {
    const [certificate, key] = await Promise.all([
      readFile(paths.certificate, 'utf8'),
      readFile(paths.key, 'utf8'),
    ]);
    return { certificate, key, notAfter: new Date(new X509Certificate(certificate).validTo) };
  } catch (cause) {
    throw new Error(
      `The certificate that HUB_TLS_CERT and HUB_TLS_KEY name cannot be read: both have to be files in PEM that the hub's user may read.`,
      { cause },
    );
  }
}
