import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import type { Finding } from '../../../../src/contract/api/screening.js';
import { cleanBlob } from '../../api/announcement-calls.js';
import type { DraftSaver } from '../../lib/draft-saver.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { withCopy, withFix } from '../../lib/fix-finding.js';
import { useProblemText } from '../../ui/feedback.js';
import { Findings } from '../../ui/findings.js';
import { AskForPass } from '../passing/parts.js';

interface DraftFindingsProps {
  findings: readonly Finding[];
  announcement: Pick<AnnouncementDetail, 'id' | 'passes'>;
  /** Something of it stands against submitting. */
  blocked: boolean;
  saver: DraftSaver;
}

/** What stands against submitting and what the reviewer will be shown, while it can still be mended with one press. */
export function DraftFindings({ findings, announcement, blocked, saver }: DraftFindingsProps) {
  const { t } = useTranslation();
  const shown = findings.filter(({ level }) => level !== 'info');
  if (shown.length === 0) return null;
  return (
    <section className="draft-findings" aria-label={t('screening.title')}>
      <h2 className="section-title">{t('screening.found', { count: shown.length })}</h2>
      <p className="form-hint findings-lead">{t('screening.draftText')}</p>
      <Findings
        findings={shown}
        action={(finding) => {
          const pass = announcement.passes.find((one) => one.finding === finding.id);
          if (pass === undefined) return <Mend finding={finding} saver={saver} />;
          return (
            <span className="tone-pine">
              {t('screening.passedBy', { name: pass.by.name, reason: pass.reason })}
            </span>
          );
        }}
      />
      {blocked && <AskForPass id={announcement.id} saver={saver} />}
    </section>
  );
}

/** What one press can do about a finding, or where a person has to do it. */
function Mend({ finding, saver }: { finding: Finding; saver: DraftSaver }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { fix, instead, place } = finding;
  if (fix !== undefined) return <CleanButton finding={finding} fix={fix} saver={saver} />;
  if (place.part === 'file') return <span className="quiet">{t('screening.inFile')}</span>;
  if (instead === undefined) return null;
  return (
    <Button
      size="small"
      onClick={() => {
        const patch = withFix(saver.state().fields, finding);
        if (patch === undefined) message.info(t('screening.byHand'));
        else saver.replace(patch);
      }}
    >
      {t('screening.fix', { instead })}
    </Button>
  );
}

type Fix = NonNullable<Finding['fix']>;
/** What is asked of the copy beside its name. */
const wishes: Record<Fix, (rule: string) => { mask?: string; changes?: 'accept' }> = {
  clean: () => ({}),
  accept: () => ({ changes: 'accept' }),
  mask: (rule) => ({ mask: rule }),
};

/** Puts a cleaned copy in the file's place; the file itself stays with the hub. */
function CleanButton({ finding, fix, saver }: { finding: Finding; fix: Fix; saver: DraftSaver }) {
  const { place, rule, label } = finding;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const words = useProblemText();
  const { file: name = '', fileHash = '' } = place;
  const clean = useMutation({
    mutationFn: () => {
      const { category } = saver.state().fields;
      return cleanBlob(fileHash, { name, category, ...wishes[fix](rule) });
    },
    onSuccess: (copy) => {
      saver.replace(withCopy(saver.state().fields, fileHash, copy));
      message.success(t(`screening.${fix}Done`, { name }));
    },
    onError: (error) => {
      message.error(words(error), 8);
    },
  });
  return (
    <Button
      size="small"
      loading={clean.isPending}
      aria-label={t(`screening.${fix}Of`, { name, label: inLanguage(label, currentLanguage()) })}
      onClick={() => {
        clean.mutate();
      }}
    >
      {t(`screening.${fix}`)}
    </Button>
  );
}
