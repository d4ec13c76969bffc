import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding, FindingLevel, ScreeningPlace } from '../../../src/contract/api/screening.js';
import { currentLanguage, inLanguage } from '../i18n/index.js';
import type { Sign, Tone } from '../lib/states.js';
import { Dot } from './state.js';
import './findings.css';

/** How each level looks, wherever it is told. */
export const levelLooks: Record<FindingLevel, { tone: Tone; sign: Sign }> = {
  block: { tone: 'cinnabar', sign: 'cross' },
  review: { tone: 'amber', sign: 'eye' },
  warn: { tone: 'amber', sign: 'alert' },
  info: { tone: 'slate', sign: 'check' },
};

interface FindingsProps {
  findings: readonly Finding[];
  /** What can be done with one, beside it. */
  action?: (finding: Finding) => ReactNode;
}

/** Where it stands: the part, the file's name, the place in it. */
export function placeWords({ part, file, piece }: ScreeningPlace, name: string): string {
  if (part === 'fileName' || file === undefined) return name;
  return piece === undefined
    ? `${name} ${file}`
    : `${name} ${file} · ${inLanguage(piece, currentLanguage())}`;
}

/** The element that shows a finding. */
export const findingPlace = (id: string): string => `finding-${id}`;

/** What the screening found, each with its passage, its rule and where the rule comes from. */
export function Findings({ findings, action }: FindingsProps) {
  const { t } = useTranslation();
  const language = currentLanguage();
  return (
    <ul className="findings card">
      {findings.map((finding) => {
        const { tone, sign } = levelLooks[finding.level];
        return (
          <li key={finding.id} id={findingPlace(finding.id)} tabIndex={-1} className="finding">
            <span className={`finding-head tone-${tone}`}>
              <Dot sign={sign} tone={tone} />
              <strong>{inLanguage(finding.label, language)}</strong>
              <span>{t(`screening.level.${finding.level}`)}</span>
            </span>
            <p className="finding-passage">
              <span className="quiet">
                {placeWords(finding.place, t(`screening.part.${finding.place.part}`))}
                {finding.place.hidden === true && (
                  <span className="finding-hidden">{t('screening.hidden')}</span>
                )}{' '}
              </span>
              {finding.before}
              <mark>{finding.text}</mark>
              {finding.after}
            </p>
            <span className="finding-source quiet">{inLanguage(finding.source, language)}</span>
            {action !== undefined && <span className="finding-action">{action(finding)}</span>}
          </li>
        );
      })}
    </ul>
  );
}
