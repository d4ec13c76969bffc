import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { AnnouncementRecord } from '../../../../src/contract/api/delivery.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { HashText } from '../../ui/hash.js';
import { SignedHow } from '../../ui/signed-how.js';
import { TargetNamed } from '../../ui/target-name.js';
import { When } from '../../ui/when.js';
import { useCodeWord } from '../../ui/words.js';
import { AfterwardsRecorded } from '../emergency/parts.js';

type Versions = AnnouncementRecord['versions'];

/** Each frozen version with its hashes and what was decided on it. */
export function RecordVersions({ versions }: { versions: Versions }) {
  const { t } = useTranslation();
  const verdict = useCodeWord('verdict');
  if (versions.length === 0) return <p className="quiet">{t('record.neverSubmitted')}</p>;
  return (
    <ul className="card">
      {versions.map((version) => (
        <li key={version.id} className="record-version">
          <p className="record-version-head">
            <Link to={`/versions/${version.id}`}>{t('version.number', { number: version.number })}</Link>
            <HashText hash={version.hash} />
            <span className="quiet">
              {t('record.submittedBy', { name: version.submittedBy.name })} <When at={version.submittedAt} />
            </span>
          </p>
          <p className="record-hashes">
            {version.renditions.map((rendition) => (
              <span key={rendition.targetId}>
                <TargetNamed id={rendition.targetId} name={rendition.targetName} />{' '}
                <HashText hash={rendition.hash} />
              </span>
            ))}
          </p>
          {version.afterReview !== undefined && <AfterwardsRecorded review={version.afterReview} />}
          {version.decisions.map((decision) => (
            <p key={`${decision.step}${decision.at}`} className="record-decision">
              {decision.stepLabel !== undefined && (
                <span>{inLanguage(decision.stepLabel, currentLanguage())}</span>
              )}
              <strong>{decision.by.name}</strong>
              <span className={decision.verdict === 'approve' ? 'tone-pine' : 'tone-cinnabar'}>
                {verdict(decision.verdict)}
              </span>
              <SignedHow how={decision} />
              <span className="record-opinion">{decision.opinion}</span>
              <span className="attempt-when">
                <When at={decision.at} />
              </span>
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
