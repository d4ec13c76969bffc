/** Characters as a person counts them (code points), as the channels' limits do. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

/** `sha256:3f9a…c07e`: enough to compare two by eye. */
export function shortHash(hash: string): string {
  const at = hash.indexOf(':');
  const digits = hash.slice(at + 1);
  return `${digits.slice(0, 8)}…${digits.slice(-4)}`;
}

const KILO = 1024;

/** Bytes in the unit a person would use. */
export function fileSize(bytes: number): string {
  if (bytes < KILO) return `${bytes} B`;
  if (bytes < KILO * KILO) return `${Math.round(bytes / KILO)} KB`;
  return `${Math.round((bytes / KILO / KILO) * 10) / 10} MB`;
}

/** Where the console loads a blob from. */
export function blobUrl(hash: string): string {
  return `/api/v1/blobs/${hash}`;
}
