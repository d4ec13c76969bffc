import type { VersionDetail } from '../../../../src/contract/api/review.js';
import { unanswered, type Finding, type FindingAnswers } from '../../../../src/contract/api/screening.js';

/** What reviewers have said to the findings of a version in earlier steps. */
export const answeredBefore = ({ decisions }: Pick<VersionDetail, 'decisions'>): FindingAnswers =>
  Object.assign({}, ...decisions.map((decision) => decision.answers)) as FindingAnswers;

/** What still has to be answered before it can be approved. */
export const openFindings = (version: VersionDetail, given: FindingAnswers): Finding[] =>
  unanswered(version.findings, { ...answeredBefore(version), ...given });
