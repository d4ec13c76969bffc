import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router-dom';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import type { DraftBlocks, FindingAnswers } from '../../../../src/contract/api/screening.js';
import { getBlocks, passFindings } from '../../api/passing-calls.js';
import { useMe } from '../../app/me.js';
import { useRefresh } from '../../app/queries.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { Findings } from '../../ui/findings.js';

/** What stops the draft as it is saved, each with a place for the reason why it may pass. Nothing when nothing does. */
export function Blocks({ detail }: { detail: AnnouncementDetail }) {
  const query = useQuery({
    queryKey: ['announcement', detail.id, 'blocks'],
    queryFn: ({ signal }) => getBlocks(detail.id, signal),
  });
  if (query.isPending) return <Loading lines={2} />;
  if (query.data === undefined) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.findings.length === 0) return null;
  return (
    <Panel
      key={query.data.revision}
      detail={detail}
      blocks={query.data}
      onLookAgain={() => void query.refetch()}
    />
  );
}

interface PanelProps {
  detail: AnnouncementDetail;
  blocks: DraftBlocks;
  onLookAgain: () => void;
}

function Panel({ detail: { id, drafter }, blocks: { revision, findings }, onLookAgain }: PanelProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const me = useMe().member;
  const refresh = useRefresh();
  const place = useHere();
  const [reasons, setReasons] = useState<FindingAnswers>({});
  const given = Object.fromEntries(
    findings.flatMap((finding) => {
      const reason = (reasons[finding.id] ?? '').trim();
      return reason === '' ? [] : [[finding.id, reason]];
    }),
  );
  const count = Object.keys(given).length;
  const pass = useMutation({
    mutationFn: () => passFindings(id, { revision, reasons: given }),
    onSuccess: async () => {
      message.success(t('passing.done', { count }));
      await refresh();
    },
  });
  const own = drafter.id === me.id;
  return (
    <section id="blocks" ref={place} aria-labelledby="blocks-title">
      <h2 className="section-title" id="blocks-title">
        {t('passing.title')}
      </h2>
      <p className="quiet findings-lead">{t(own ? 'passing.own' : 'passing.lead')}</p>
      <Findings
        findings={findings}
        action={(finding) =>
          own ? null : (
            <Input
              value={reasons[finding.id] ?? ''}
              maxLength={500}
              aria-label={t('passing.reasonFor', { label: inLanguage(finding.label, currentLanguage()) })}
              placeholder={t('passing.reasonHint')}
              onChange={(event) => {
                setReasons({ ...reasons, [finding.id]: event.target.value });
              }}
            />
          )
        }
      />
      {pass.isError && <Failure error={pass.error} onRetry={onLookAgain} />}
      {!own && (
        <p className="findings-after">
          <Button
            type="primary"
            disabled={count === 0}
            loading={pass.isPending}
            title={count === 0 ? t('passing.none') : undefined}
            onClick={() => {
              pass.mutate();
            }}
          >
            {t('passing.pass')}
          </Button>
        </p>
      )}
    </section>
  );
}

/** Who was led to it sees it. */
function useHere() {
  const { hash } = useLocation();
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (hash === '#blocks') place.current?.scrollIntoView({ block: 'start' });
  }, [hash]);
  return place;
}
