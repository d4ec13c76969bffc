import { Checkbox, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { VersionDetail } from '../../../../src/contract/api/review.js';
import { answeredBefore, type Finding, type FindingAnswers } from '../../../../src/contract/api/screening.js';
import { useMay } from '../../app/me.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { Findings } from '../../ui/findings.js';

interface ScreeningProps {
  version: VersionDetail;
  /** What the reviewer says to each; without it nothing is asked. */
  answers?: FindingAnswers | undefined;
  /** Somebody else's answers are written down: whether they may let pass what blocks is asked by the hub. */
  forSigner?: boolean;
  onChange: (answers: FindingAnswers) => void;
}

/** What the machine found before a person read it, and the reviewer's answer to each. */
export function Screening({ version, answers, forSigner = false, onChange }: ScreeningProps) {
  const { t } = useTranslation();
  if (version.findings.length === 0) return <p className="quiet">{t('screening.none')}</p>;
  const earlier = answeredBefore(version);
  return (
    <Findings
      findings={version.findings}
      action={(finding) => {
        const said = earlier[finding.id];
        if (said !== undefined) return <Said reason={said} />;
        if (answers === undefined) return null;
        return <Answer finding={finding} answers={answers} forSigner={forSigner} onChange={onChange} />;
      }}
    />
  );
}

function Said({ reason }: { reason: string }) {
  const { t } = useTranslation();
  return (
    <span className="tone-pine">
      {reason === '' ? t('screening.looked') : t('screening.passed', { reason })}
    </span>
  );
}

interface AnswerProps {
  finding: Finding;
  answers: FindingAnswers;
  forSigner: boolean;
  onChange: (answers: FindingAnswers) => void;
}

function Answer({ finding: { id, level, label }, answers, forSigner, onChange }: AnswerProps) {
  const { t } = useTranslation();
  const mine = useMay('screening.override');
  const mayOverride = mine || forSigner;
  if (level === 'review')
    return (
      <Checkbox
        checked={answers[id] !== undefined}
        onChange={(event) => {
          const { [id]: _, ...others } = answers;
          onChange(event.target.checked ? { ...others, [id]: '' } : others);
        }}
      >
        {t('screening.tick')}
      </Checkbox>
    );
  if (level !== 'block') return null;
  if (!mayOverride) return <span>{t('screening.mayNot')}</span>;
  return (
    <Input
      value={answers[id] ?? ''}
      maxLength={500}
      aria-label={t('screening.reasonFor', { label: inLanguage(label, currentLanguage()) })}
      placeholder={t('screening.reason')}
      onChange={(event) => {
        onChange({ ...answers, [id]: event.target.value });
      }}
    />
  );
}
