import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router-dom';
import type {
  ConsultationKind,
  ConsultationList,
  ConsultationView,
} from '../../../../src/contract/api/consultations.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { AskDialog } from './ask-dialog.js';
import { ConsultationCard, type Act } from './consultation-card.js';
import { consultationsQuery } from './queries.js';
import { ReplyDialog } from './reply-dialog.js';
import { ConfirmDialog, WithdrawDialog } from './small-dialogs.js';
import './consulting.css';

type Open = { act: 'ask'; kind: ConsultationKind } | { act: Act; view: ConsultationView };

/** Which other bodies were asked about an announcement, what they said, and what is to be done about it. */
export function Consultations({ announcementId }: { announcementId: string }) {
  const query = useQuery(consultationsQuery(announcementId));
  if (query.isPending) return <Loading lines={2} />;
  if (query.data === undefined) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  const { items, mayAsk } = query.data;
  if (items.length === 0 && !mayAsk) return null;
  return <Panel announcementId={announcementId} list={query.data} />;
}

function Panel({ announcementId, list }: { announcementId: string; list: ConsultationList }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Open>();
  const place = useHere();
  const close = (): void => {
    setOpen(undefined);
  };
  const begin = (kind: ConsultationKind) => () => {
    setOpen({ act: 'ask', kind });
  };
  return (
    <section id="consultations" aria-labelledby="consultations-title" ref={place} className="consultations">
      <div className="card-head">
        <h2 className="section-title" id="consultations-title">
          {t('consultation.title')}
        </h2>
        <div className="card-buttons">
          {list.mayAsk && <Button onClick={begin('consultation')}>{t('consultation.ask')}</Button>}
          {list.mayEscalate && <Button onClick={begin('escalation')}>{t('consultation.escalate')}</Button>}
        </div>
      </div>
      <p className="quiet consultation-lead">{t('consultation.lead')}</p>
      {list.items.length === 0 ? (
        <p className="quiet">{t('consultation.none')}</p>
      ) : (
        <ul className="card card-list">
          {list.items.map((view) => (
            <ConsultationCard
              key={view.id}
              view={view}
              mayAsk={view.kind === 'escalation' ? list.mayEscalate : list.mayAsk}
              onAct={(act) => {
                setOpen({ act, view });
              }}
            />
          ))}
        </ul>
      )}
      {open?.act === 'ask' && (
        <AskDialog announcementId={announcementId} list={list} kind={open.kind} onClose={close} />
      )}
      {open?.act === 'again' && (
        <AskDialog
          announcementId={announcementId}
          list={list}
          kind={open.view.kind}
          again={open.view}
          onClose={close}
        />
      )}
      {open?.act === 'reply' && <ReplyDialog view={open.view} onClose={close} />}
      {open?.act === 'withdraw' && <WithdrawDialog view={open.view} onClose={close} />}
      {open?.act === 'confirm' && <ConfirmDialog view={open.view} textHash={list.textHash} onClose={close} />}
    </section>
  );
}

/** Brings the panel into view when the address names it: it comes later than the page. */
function useHere() {
  const { hash } = useLocation();
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (hash === '#consultations') place.current?.scrollIntoView({ block: 'start' });
  }, [hash]);
  return place;
}
