import { Input } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { DraftFields } from '../../../../src/contract/api/intake.js';
import { signedOn } from '../../../../src/contract/kit/written-date.js';
import { useMay } from '../../app/me.js';
import { metadataRuleQuery } from '../../app/numbering.js';
import { linesOf } from '../../../../src/contract/kit/text-lines.js';
import { MetadataInputs } from '../../ui/metadata-inputs.js';
import { useMetadataLines } from '../../ui/metadata-words.js';
import type { DraftProblem } from './problems.js';
import { RelatedInput } from './related-input.js';

interface MetadataSectionProps {
  fields: DraftFields;
  problems: DraftProblem[];
  onChange: (patch: Partial<DraftFields>) => void;
}

/** What the document says about itself. It has good defaults, and stays closed unless something has to be mended. */
export function MetadataSection({ fields, problems, onChange }: MetadataSectionProps) {
  const { t } = useTranslation();
  const lines = useMetadataLines();
  const [chosenOpen, setOpen] = useState<boolean>();
  const open = chosenOpen ?? problems.some(({ severity }) => severity === 'error');
  // Nearly nobody opens it, and it is half of the form.
  const [drawn, setDrawn] = useState(open);
  if (open && !drawn) setDrawn(true);
  const rule = useQuery(metadataRuleQuery);
  const next = rule.data?.nextIndexNo;
  const unruled = rule.isSuccess && next === undefined && fields.indexNo === undefined;
  const later = rule.isSuccess ? t(unruled ? 'metadata.unruled' : 'metadata.numberedLater') : undefined;
  const number = fields.indexNo ?? later;
  const related = fields.metadata?.related?.length ?? 0;
  const said = [
    ...(number === undefined ? [] : [`${t('field.indexNo')} ${number}`]),
    ...lines(fields.metadata).map(({ name, label, text }) =>
      name === 'disclosure' ? text : `${label} ${text}`,
    ),
    ...(related === 0 ? [] : [t('metadata.relatedCount', { count: related })]),
  ];
  return (
    <details
      id="field-metadata"
      className="sheet-section extras metadata"
      open={open}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        <span className="extras-title">{t('field.metadata')}</span>
        <span className="form-hint">{said.length === 0 ? t('metadata.nothing') : said.join(' · ')}</span>
        {problems.length > 0 && (
          <span className={`extras-count problem-${problems[0]?.severity ?? 'warning'}`}>
            {t('metadata.toSee', { count: problems.length })}
          </span>
        )}
      </summary>
      {drawn && (
        <div className="extras-channel">
          <div className="metadata-grid">
            <div className="metadata-row metadata-wide">
              <label htmlFor="field-indexNo">{t('field.indexNo')}</label>
              <Input
                id="field-indexNo"
                aria-describedby={unruled ? 'field-indexNo-hint' : undefined}
                value={fields.indexNo ?? ''}
                placeholder={
                  next === undefined ? t('editor.optional') : t('metadata.autoNumber', { number: next })
                }
                onChange={(event) => {
                  onChange({ indexNo: event.target.value === '' ? undefined : event.target.value });
                }}
              />
              {unruled && <Unruled />}
            </div>
          </div>
          <MetadataInputs
            id="metadata"
            value={fields.metadata ?? {}}
            signedOn={signedOn(linesOf(fields.body))}
            onChange={(metadata) => {
              onChange({ metadata });
            }}
          />
          <RelatedInput
            value={fields.metadata?.related ?? []}
            onChange={(ids) => {
              const { related: _before, ...rest } = fields.metadata ?? {};
              onChange({ metadata: ids.length === 0 ? rest : { ...rest, related: ids } });
            }}
          />
          {problems.map((problem) => (
            <p key={problem.key} className={`field-note problem-${problem.severity}`}>
              {problem.text}
            </p>
          ))}
        </div>
      )}
    </details>
  );
}

/** The office has no rule: who may set one is led there, everybody else hears whom to ask. */
function Unruled() {
  const { t } = useTranslation();
  const maySet = useMay('template.manage');
  return (
    <span className="form-hint" id="field-indexNo-hint">
      {t('metadata.unruledText')}{' '}
      {maySet ? <Link to="/templates">{t('metadata.setRule')}</Link> : t('metadata.askForRule')}
    </span>
  );
}
