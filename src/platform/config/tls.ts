import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** HTTPS for the console and the screens; a browser gives keys and lasting stores to secure origins only. */
export interface TlsConfig {
  port: number;
  /** Under which the hub is reached, names and addresses; empty: the machine's own. */
  names: readonly string[];
  /** A certificate that somebody else issued, in PEM, absolute. Undefined: the hub's own CA issues one. */
  supplied: { certificate: string; key: string } | undefined;
}

/** How far the HTTPS port is from PORT when nobody says. */
const OFFSET = 443;
const MOST_PORT = 65_535;

const hostName = /^(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*$/;

export const tlsSettings = {
  HUB_TLS_PORT: z
    .string()
    .refine(
      (text) => text === 'off' || (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_PORT),
      {
        error: () => 'HUB_TLS_PORT has to be a whole number from 1 to 65535, or off.',
      },
    )
    .optional(),
  HUB_TLS_NAMES: z
    .string()
    .transform((text, context) => {
      const names = text
        .split(',')
        .map((name) => name.trim().toLowerCase())
        .filter((name) => name !== '');
      for (const name of names)
        if (isIP(name) === 0 && !hostName.test(name))
          context.addIssue(
            `HUB_TLS_NAMES names ${JSON.stringify(name)}, which is neither a host name such as hub.office.lan nor an address such as 10.0.0.5.`,
          );
      return names;
    })
    .default([]),
  HUB_TLS_CERT: z.string().optional(),
  HUB_TLS_KEY: z.string().optional(),
};

/** One sentence for what does not go together. */
export function tlsMistakes(given: Record<string, string | undefined>): string[] {
  const {
    HUB_TLS_CERT: certificate,
    HUB_TLS_KEY: key,
    HUB_TLS_PORT: wish,
    HUB_HOST: host = 'localhost',
    PORT,
  } = given;
  return [
    ...((certificate === undefined) === (key === undefined)
      ? []
      : [
          'HUB_TLS_CERT and HUB_TLS_KEY belong together: set both, or neither for a certificate of the hub’s own.',
        ]),
    ...(isOn(wish, host) && wish === undefined && Number(PORT) + OFFSET > MOST_PORT
      ? [`There is no port ${OFFSET} above PORT for HTTPS: set HUB_TLS_PORT to a number, or to off.`]
      : []),
  ];
}

interface Given {
  HUB_HOST: string;
  HUB_TLS_PORT?: string | undefined;
  HUB_TLS_NAMES: readonly string[];
  HUB_TLS_CERT?: string | undefined;
  HUB_TLS_KEY?: string | undefined;
}

/** Undefined when nothing is served by HTTPS: when it is switched off, or when only this machine reaches the hub. */
export function tlsOf(given: Given, port: number, absolute: (path: string) => string): TlsConfig | undefined {
  const { HUB_TLS_PORT: wish, HUB_TLS_CERT: certificate, HUB_TLS_KEY: key } = given;
  if (!isOn(wish, given.HUB_HOST)) return undefined;
  return {
    port: wish === undefined ? port + OFFSET : Number(wish),
    names: given.HUB_TLS_NAMES,
    supplied:
      certificate === undefined || key === undefined
        ? undefined
        : { certificate: absolute(certificate), key: absolute(key) },
  };
}

const isOn = (wish: string | undefined, host: string): boolean =>
  wish === undefined ? !isLoopback(host) : wish !== 'off';

const isLoopback = (host: string): boolean =>
  host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback');
