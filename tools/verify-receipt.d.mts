/** What is wrong, in Chinese and in English. */
export type Fault = [zh: string, en: string];

export interface Beside {
  /** Anchors that somebody kept elsewhere. */
  anchors?: readonly unknown[];
  /** Public keys (`ed25519:…`) of which one has to be the signer's. */
  keys?: readonly string[];
  /** Files that have to be among those of the receipt. */
  files?: readonly { name: string; bytes: Uint8Array }[];
}

export function canonical(value: unknown): string;

export function verifyReceipt(
  bytes: Uint8Array,
  beside?: Beside,
): { receipt: Record<string, unknown> | undefined; faults: Fault[] };
