import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { lazy, Suspense, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Decide, Verdict, VersionDetail } from '../../../../src/contract/api/review.js';
import type { FindingAnswers } from '../../../../src/contract/api/screening.js';
import type { Withhold } from '../../../../src/contract/api/ground.js';
import { decide } from '../../api/review-calls.js';
import { hasCode } from '../../api/problem.js';
import { useRefresh } from '../../app/queries.js';
import { withWords } from '../../i18n/with-words.js';
import { Failure, Notice } from '../../ui/feedback.js';
import { UnansweredNotice } from '../consulting/parts.js';
import { openFindings } from './open-findings.js';

const WithholdDialog = lazy(() =>
  withWords('consulting', async () => ({
    default: (await import('../withheld/withhold-dialog.js')).WithholdDialog,
  })),
);

interface DecisionBarProps {
  /** What stands on the page: its hashes are what is decided on. */
  seen: VersionDetail;
  /** The newest answer of the hub: who may decide. */
  version: VersionDetail;
  /** To what the screening found. */
  answers: FindingAnswers;
  /** What stands on the page is no longer the newest: deciding on it would be refused. */
  changed: boolean;
  onLookAgain: () => void;
}

const QUICK_LENGTH = 2000;

interface Taken {
  verdict: Verdict;
  opinion: string;
  withhold?: Withhold;
}

const done = { approve: 'review.approved', return: 'review.returned', withhold: 'review.withheld' } as const;

/** Two buttons and an opinion, and a way to not disclose it at all. A return needs an opinion. */
export function DecisionBar({ seen, version, answers, changed, onLookAgain }: DecisionBarProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const refresh = useRefresh();
  const field = useId();
  const [opinion, setOpinion] = useState('');
  const [missing, setMissing] = useState(false);
  const [unanswered, setUnanswered] = useState(false);
  const [withholding, setWithholding] = useState(false);

  const decision = useMutation({
    mutationFn: ({ verdict, ...taken }: Taken) => {
      const body: Decide = {
        verdict,
        ...taken,
        versionHash: seen.hash,
        renditionHashes: Object.fromEntries(seen.renditions.map(({ targetId, hash }) => [targetId, hash])),
        answers: verdict === 'approve' ? { ...answers } : {},
      };
      return decide(version.id, body);
    },
    onSuccess: async (answer, { verdict }) => {
      client.setQueryData(['version', answer.id], answer);
      message.success(t(done[verdict]));
      await refresh();
      window.scrollTo({ top: 0, behavior: 'smooth' });
    },
  });

  if (!version.mayDecide) {
    return (
      <div className="decision-bar decision-idle">
        {t(`review.mayNot.${version.mayNotBecause ?? 'role'}`)}
      </div>
    );
  }

  const open = openFindings(seen, answers);
  function take(verdict: Verdict): void {
    setUnanswered(verdict === 'approve' && open.length > 0);
    if (verdict === 'approve' && open.length > 0) {
      document.querySelector('.findings')?.scrollIntoView({ block: 'start', behavior: 'smooth' });
      return;
    }
    const empty = verdict === 'return' && opinion.trim() === '';
    setMissing(empty);
    if (empty) document.getElementById(field)?.focus();
    else decision.mutate({ verdict, opinion: opinion.trim() });
  }

  return (
    <div className="decision-bar">
      {version.procedure.at(-1)?.key === version.waitsFor?.key && (
        <UnansweredNotice announcementId={version.announcementId} />
      )}
      {version.actsFor !== undefined && (
        <p className="tone-amber">{t('review.youAct', { name: version.actsFor.name })}</p>
      )}
      {decision.isError &&
        !withholding &&
        (hasCode(decision.error, 'hash_mismatch') ? (
          <Notice
            tone="amber"
            title={t('version.changed')}
            action={
              <Button
                onClick={() => {
                  decision.reset();
                  onLookAgain();
                }}
              >
                {t('version.lookAgain')}
              </Button>
            }
          >
            {t('version.changedText')}
          </Notice>
        ) : (
          <Failure error={decision.error} onRetry={onLookAgain} />
        ))}
      <label className="visually-hidden" htmlFor={field}>
        {t('review.opinion')}
      </label>
      <Input.TextArea
        id={field}
        size="large"
        autoSize={{ minRows: 1, maxRows: 5 }}
        maxLength={QUICK_LENGTH}
        placeholder={t('review.opinionHint')}
        value={opinion}
        status={missing ? 'error' : ''}
        onChange={(event) => {
          setOpinion(event.target.value);
          setMissing(false);
        }}
      />
      {unanswered && open.length > 0 && (
        <p className="field-error" role="alert">
          {t('screening.open', { count: open.length })}
        </p>
      )}
      {missing && (
        <p className="field-error" role="alert">
          {t('review.opinionMissing')}
        </p>
      )}
      <div className="decision-buttons">
        <Button
          size="large"
          type="text"
          disabled={decision.isPending || changed}
          onClick={() => {
            decision.reset();
            setWithholding(true);
          }}
        >
          {t('review.withhold')}
        </Button>
        <Button
          size="large"
          disabled={decision.isPending || changed}
          onClick={() => {
            take('return');
          }}
        >
          {t('review.return')}
        </Button>
        <Button
          size="large"
          type="primary"
          disabled={changed}
          loading={decision.isPending}
          onClick={() => {
            take('approve');
          }}
        >
          {t('review.approve')}
        </Button>
      </div>
      {withholding && (
        <Suspense fallback={null}>
          <WithholdDialog
            opinion={opinion}
            busy={decision.isPending}
            error={decision.error}
            onDecide={(words, withhold) => {
              decision.mutate({ verdict: 'withhold', opinion: words, withhold });
            }}
            onClose={() => {
              setWithholding(false);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
