import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftFields } from '../../../../src/contract/api/intake.js';
import type { TemplateView } from '../../../../src/contract/api/templates.js';
import { useTemplates } from '../../app/templates.js';
import type { DraftSaver } from '../../lib/draft-saver.js';
import { isEmptyDraft, withTemplate } from '../../lib/templates.js';
import { Notice } from '../../ui/feedback.js';

/** While nothing is written: a frame to begin with. Then, what the frame named and could not bring. */
export function TemplateStart({ fields, saver }: { fields: DraftFields; saver: DraftSaver }) {
  const { t } = useTranslation();
  const templates = useTemplates().data?.templates ?? [];
  const [begun, setBegun] = useState<TemplateView>();
  if (isEmptyDraft(fields) && templates.length > 0)
    return (
      <section className="template-start" aria-label={t('template.start')}>
        <h2>{t('template.start')}</h2>
        <p className="form-hint">{t('template.startText')}</p>
        <div className="template-names">
          {templates.map((template) => (
            <Button
              key={template.name}
              size="small"
              onClick={() => {
                saver.replace(withTemplate(fields, template));
                setBegun(template);
              }}
            >
              {template.name}
            </Button>
          ))}
        </div>
      </section>
    );
  if (begun === undefined || begun.gone.length === 0) return null;
  return (
    <Notice tone="amber" title={t('template.gone', { name: begun.name })}>
      {t('template.goneText', { names: begun.gone.join(t('list.comma')) })}
    </Notice>
  );
}
