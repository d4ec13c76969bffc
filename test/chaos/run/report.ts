import type { EngineName } from '../plan/words.js';
import { RECOVERY_MS, type SeedResult } from './seed.js';

/** The run in one line of JSON. */
export function summary(engine: EngineName, results: readonly SeedResult[], crashed: readonly number[]) {
  const sum = (of: (result: SeedResult) => number): number =>
    results.reduce((total, one) => total + of(one), 0);
  const faults: Record<string, number> = {};
  for (const result of results)
    for (const [kind, count] of Object.entries(result.faults)) faults[kind] = (faults[kind] ?? 0) + count;
  const seconds = results.map((result) => result.seconds);
  return {
    engine,
    seeds: results.length + crashed.length,
    deliveries: sum(({ deliveries }) => deliveries),
    lost: sum(({ lost }) => lost.length),
    doubled: sum((one) => one.doubled.length),
    untold: sum(({ untold }) => untold.length),
    unconfirmed: sum(({ unconfirmed }) => unconfirmed),
    worstRecoveryMs: Math.max(0, ...results.map(({ recoveryMs }) => recoveryMs)),
    crashes: sum(({ crashes }) => crashes.length),
    ledgerFaults: results.filter(({ ledgerFaults }) => ledgerFaults !== '').length,
    faults: Object.fromEntries(Object.entries(faults).sort(([a], [b]) => a.localeCompare(b))),
    secondsPerSeed: round(sum((one) => one.seconds) / Math.max(1, results.length)),
    longestSeedSeconds: round(Math.max(0, ...seconds)),
    failedSeeds: [...results.filter(isBad).map(({ seed }) => seed), ...crashed],
  };
}

export const isBad = (result: SeedResult): boolean =>
  complaints(result).length > 0 || result.recoveryMs > RECOVERY_MS;

/** What is wrong with a seed, a line each. */
export const complaints = (result: SeedResult): string[] => [
  ...result.lost.map((line) => `lost: ${line}`),
  ...result.doubled.map((line) => `doubled: ${line}`),
  ...result.untold.map((line) => `untold: ${line}`),
  ...result.unsettled.map((line) => `unsettled: ${line}`),
  ...result.crashes.map((line) => `crashed: ${line}`),
  ...(result.ledgerFaults === '' ? [] : [`ledger: ${result.ledgerFaults}`]),
];

const round = (value: number): number => Number(value.toFixed(1));
