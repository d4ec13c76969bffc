import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import ipaddr from 'ipaddr.js';

/** The only IPv6 addresses that are given out for the public internet. */
const global6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address belongs to the public internet: not loopback, private, link-local (cloud metadata), carrier's,
 * multicast or reserved, also not when an IPv6 form wraps such an IPv4 address.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return !(parsed instanceof ipaddr.IPv6) || parsed.match(global6);
}

/** A name leads to no public address. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'EADDRESSREFUSED';
  constructor(host: string) {
    super(`${host} leads to no public address; an administrator can list its origin in HUB_ALLOWED_ORIGINS`);
  }
}

export type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

type Answer = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/**
 * A `lookup` for net.connect that gives public addresses only. It is asked while the connection is made, and what it
 * answers is what is connected to: no name can change in between.
 */
export const publicLookup =
  (resolve: Resolve = systemLookup) =>
  (host: string, options: LookupOptions, done: Answer): void => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) {
        done(error, []);
        return;
      }
      const allowed = addresses.filter(({ address }) => isPublicAddress(address));
      const [first] = allowed;
      if (!first) done(new AddressRefused(host), []);
      else if (options.all === true) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };
