import { Radio } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Audience, type DraftFields } from '../../../../src/contract/api/intake.js';
import { PartyInput } from './party-input.js';
import type { Served } from './query.js';

export interface AudienceFieldProps {
  fields: DraftFields;
  announcement: Served;
  readOnly: boolean;
  onChange: (patch: Partial<DraftFields>) => void;
}

type Places = Pick<DraftFields, 'targetIds' | 'plannedAt' | 'expiresAt'>;

/** For everybody, or for a named party: then it goes to no target, and comes to the party by service. */
export function AudienceField({ fields, announcement, readOnly, onChange }: AudienceFieldProps) {
  const { t } = useTranslation();
  const audience = fields.audience ?? 'public';
  const before = useRef<Places>(undefined);
  return (
    <fieldset className="sheet-section" id="field-audience">
      <legend>{t('field.audience')}</legend>
      <Radio.Group
        aria-label={t('field.audience')}
        value={audience}
        options={Audience.options.map((value) => ({ value, label: t(`audience.${value}`) }))}
        onChange={(event) => {
          if (Audience.parse(event.target.value) === 'public') {
            onChange({ audience: undefined, ...before.current });
            return;
          }
          const { targetIds, plannedAt, expiresAt } = fields;
          before.current = { targetIds, plannedAt, expiresAt };
          onChange({ audience: 'specific', targetIds: [], plannedAt: undefined, expiresAt: undefined });
        }}
      />
      {audience === 'specific' && (
        <>
          <p className="form-hint">{t('service.specificText')}</p>
          <PartyInput announcement={announcement} readOnly={readOnly} />
        </>
      )}
    </fieldset>
  );
}
