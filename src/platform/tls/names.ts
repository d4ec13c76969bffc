import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

/** Under which a certificate is good: names in lower case, addresses as they are written. Sorted, each once. */
export interface HostNames {
  dns: readonly string[];
  ip: readonly string[];
}

/** What a network card may call itself as well and nobody types: a link-local IPv6 address with its zone. */
const isUsual = (address: string): boolean => !address.toLowerCase().startsWith('fe80:');

/** The names that somebody chose, or else the machine's own; this machine itself in any case. */
export function hostNames(chosen: readonly string[]): HostNames {
  const own = [
    hostname().toLowerCase(),
    ...Object.values(networkInterfaces()).flatMap((cards) => (cards ?? []).map(({ address }) => address)),
  ].filter(isUsual);
  const all = new Set(['localhost', '127.0.0.1', '::1', ...(chosen.length > 0 ? chosen : own)]);
  const names = [...all].toSorted();
  return { dns: names.filter((name) => isIP(name) === 0), ip: names.filter((name) => isIP(name) !== 0) };
}

/** The one to write down for others: what is this machine alone only when there is nothing else. */
export function networkName({ dns, ip }: HostNames): string {
  const own = ['localhost', '127.0.0.1', '::1'];
  const [best] = [...dns, ...ip].filter((name) => !own.includes(name));
  return best ?? 'localhost';
}

export const sameNames = (one: HostNames, other: HostNames): boolean =>
  JSON.stringify([one.dns, one.ip]) === JSON.stringify([other.dns, other.ip]);
