import type { Problem } from '../../api/problem.js';

/** What the hub found wrong below `under`, by the form's own paths. Several at one place are one text. */
export function hubFields(problem: Problem, under: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const { path, message } of problem.details?.errors ?? []) {
    if (!path.startsWith(`${under}.`)) continue;
    const own = path.slice(under.length + 1);
    const before = found.get(own);
    found.set(own, before === undefined ? message : `${before} ${message}`);
  }
  return found;
}
