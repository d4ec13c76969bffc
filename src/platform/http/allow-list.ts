/**
 * What the hub may call though it stands on a private address: entries of the form `http(s)://host:port` or
 * `smtp://host:port`. Some are the hub's for its whole life; others are lent by a name and can be taken back.
 */
export class OutboundAllowList {
  readonly #own: ReadonlySet<string>;
  readonly #lent = new Map<string, ReadonlySet<string>>();

  /** Throws a TypeError for an entry that is no absolute address. */
  constructor(entries: Iterable<string> = []) {
    this.#own = keys(entries);
  }

  /** Puts entries in the place of what this lender lent before. */
  lend(lender: string, entries: Iterable<string>): void {
    this.#lent.set(lender, keys(entries));
  }

  withdraw(lender: string): void {
    this.#lent.delete(lender);
  }

  /** Whether an address's scheme, host and port are listed. Its path does not matter. */
  allows(address: string | URL): boolean {
    const key = keyOf(address);
    return this.#own.has(key) || [...this.#lent.values()].some((entries) => entries.has(key));
  }
}

/** A mail server in the form of an entry. An IPv6 address may come with or without its brackets. */
export function smtpEntry(host: string, port: number): string {
  const bare = host.replace(/^\[|\]$/g, '');
  return `smtp://${bare.includes(':') ? `[${bare}]` : bare}:${port}`;
}

function keys(entries: Iterable<string>): Set<string> {
  return new Set([...entries].map(keyOf));
}

/** `URL.origin` is `null` for smtp, and its host keeps the case that it was written in. */
function keyOf(address: string | URL): string {
  const { protocol, host } = new URL(address);
  return `${protocol}//${host.toLowerCase()}`;
}
