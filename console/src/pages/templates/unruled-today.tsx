import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { metadataRuleQuery } from '../../app/numbering.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Notice } from '../../ui/feedback.js';
import './templates.css';

/** An office may want its numbers by hand: then this is said no more in this browser. */
const HIDDEN = 'tongbo.unruled-hidden';

/** On the first page of who may set it: the office has no rule for index numbers. */
export function UnruledToday() {
  const { t } = useTranslation();
  const [hidden, setHidden] = useState(() => window.localStorage.getItem(HIDDEN) !== null);
  const rule = useQuery({ ...metadataRuleQuery, enabled: !hidden });
  if (hidden || rule.data === undefined || rule.data.nextIndexNo !== undefined) return null;
  return (
    <Notice tone="slate" title={t('metadata.unruledTitle')}>
      {t('metadata.unruledToday')}
      <span className="unruled-ways">
        <ButtonLink to="/templates" size="small">
          {t('metadata.setRule')}
        </ButtonLink>
        <Button
          size="small"
          type="text"
          onClick={() => {
            window.localStorage.setItem(HIDDEN, '1');
            setHidden(true);
          }}
        >
          {t('metadata.unruledHide')}
        </Button>
      </span>
    </Notice>
  );
}
