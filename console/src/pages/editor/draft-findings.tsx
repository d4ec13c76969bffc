import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../../src/contract/api/screening.js';
import type { DraftSaver } from '../../lib/draft-saver.js';
import { withFix } from '../../lib/fix-finding.js';
import { Findings } from '../../ui/findings.js';

/** What the reviewer will be shown, while it can still be mended with one press. */
export function DraftFindings({ findings, saver }: { findings: readonly Finding[]; saver: DraftSaver }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const shown = findings.filter(({ level }) => level !== 'info');
  if (shown.length === 0) return null;
  const fix = (finding: Finding): void => {
    const patch = withFix(saver.state().fields, finding);
    if (patch === undefined) message.info(t('screening.byHand'));
    else saver.replace(patch);
  };
  return (
    <section className="draft-findings" aria-label={t('screening.title')}>
      <h2 className="section-title">{t('screening.found', { count: shown.length })}</h2>
      <p className="form-hint">{t('screening.draftText')}</p>
      <Findings
        findings={shown}
        action={(finding) =>
          finding.instead !== undefined && (
            <Button
              size="small"
              onClick={() => {
                fix(finding);
              }}
            >
              {t('screening.fix', { instead: finding.instead })}
            </Button>
          )
        }
      />
    </section>
  );
}
