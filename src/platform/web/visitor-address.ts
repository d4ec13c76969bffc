import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/**
 * Where a request comes from: the nearest address that is no trusted proxy's. What stands further left in
 * `X-Forwarded-For` may have been made up by whoever asks.
 * @param trusted addresses and networks, as the configuration has them
 */
export function visitorAddress(
  { socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>,
  trusted: readonly string[],
): string {
  const said = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const way = [...said.map((one) => one.trim()).filter((one) => one !== ''), socket.remoteAddress ?? ''];
  const isTrusted = trustOf(trusted);
  const nearest = way.findLast((one, index) => index === 0 || !isTrusted(one)) ?? '';
  return ipaddr.isValid(nearest) ? nearest : (socket.remoteAddress ?? 'unknown');
}

function trustOf(trusted: readonly string[]): (address: string) => boolean {
  const ranges = trusted.map((one) =>
    one.includes('/')
      ? ipaddr.parseCIDR(one)
      : ipaddr.parseCIDR(`${one}/${one.includes(':') ? '128' : '32'}`),
  );
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits));
  };
}
