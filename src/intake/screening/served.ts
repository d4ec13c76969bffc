import type { Finding } from '../../contract/api.js';
import { peopleRules } from './rules/people.js';
import { personalRules } from './rules/personal.js';

const personal: ReadonlySet<string> = new Set([...personalRules, ...peopleRules].map(({ id }) => id));

/**
 * What is served to a named party says whom it is about: personal data that its reader sees is told and does not block.
 * What stands out of sight in a file may be about anybody, and blocks as ever.
 */
export const forParty = (finding: Finding): Finding =>
  personal.has(finding.rule) && finding.place.hidden !== true && finding.level !== 'info'
    ? { ...finding, level: 'warn' }
    : finding;
