import { ASSET_SCHEME } from '../../src/contract/values.js';

/** What stands in an article for its picture at `index`, until the platform has assigned an address. */
export const placeOf = (index: number): string => `${ASSET_SCHEME}${String(index + 1)}`;

/** Puts addresses in the place of the pictures, in their order, and changes nothing else. */
export function withAddresses(content: string, addresses: string[]): string {
  return content.replace(/(<img src=")asset:(\d+)(?=")/g, (whole, start: string, number: string) => {
    const address = addresses[Number(number) - 1];
    return address === undefined ? whole : start + address.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  });
}
