import type { LedgerEntryView } from '../../../../src/contract/api/delivery.js';

/** Neighbouring entries under one seal; without a seal they are not sealed yet. */
export interface SealGroup {
  seal: LedgerEntryView['seal'];
  entries: LedgerEntryView[];
}

/** Puts neighbours under one seal together, in the order in which they stand. */
export function sealGroups(entries: LedgerEntryView[]): SealGroup[] {
  const groups: SealGroup[] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last !== undefined && last.seal?.number === entry.seal?.number) last.entries.push(entry);
    else groups.push({ seal: entry.seal, entries: [entry] });
  }
  return groups;
}
