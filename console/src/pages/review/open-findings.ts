import type { VersionDetail } from '../../../../src/contract/api/review.js';
import {
  answeredBefore,
  unanswered,
  type Finding,
  type FindingAnswers,
} from '../../../../src/contract/api/screening.js';

/** What still has to be answered before it can be approved. */
export const openFindings = (version: VersionDetail, given: FindingAnswers): Finding[] =>
  unanswered(version.findings, { ...answeredBefore(version), ...given });
