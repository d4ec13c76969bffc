import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import type { AnnouncementRecord } from '../../../../src/contract/api/delivery.js';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import { getAnnouncement } from '../../api/announcement-calls.js';
import { getRecord } from '../../api/record-calls.js';
import { useMay } from '../../app/me.js';
import { placeOf } from '../../lib/places.js';
import { isCorrectable } from '../../lib/correction-steps.js';
import { isRecallable } from '../../lib/states.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Failure, Loading, Notice } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { StageMark } from '../../ui/state.js';
import { useTakeBack } from '../correction/take-back.js';
import { LedgerBook } from '../ledger/ledger-book.js';
import { AgainButton } from '../list/again-button.js';
import { ConsultationPanel, WithholdingPanel } from '../consulting/parts.js';
import { NoticePanel } from '../notice/notice-panel.js';
import { BlocksPanel } from '../passing/parts.js';
import { ServicePanel } from '../service/parts.js';
import { RecallLinks } from '../recall/recall-links.js';
import { RectificationPanel } from '../rectification/parts.js';
import { ReceiptButton } from './receipt.js';
import { RecordDeliveries } from './record-deliveries.js';
import { RecordVersions } from './record-versions.js';
import './record.css';

/** The record of one announcement: every place, state, time, address, attempt, step, decision and hash. */
export function RecordPage() {
  const { t } = useTranslation();
  const id = useParams()['id'] ?? '';
  const record = useQuery({ queryKey: ['record', id], queryFn: ({ signal }) => getRecord(id, signal) });
  const detail = useQuery({
    queryKey: ['announcement', id],
    queryFn: ({ signal }) => getAnnouncement(id, signal),
  });
  if (record.data === undefined || detail.data === undefined) {
    const broken = [record, detail].find((query) => query.isError);
    return (
      <Page title={t('record.title')}>
        {broken === undefined ? (
          <Loading lines={10} />
        ) : (
          <Failure
            error={broken.error}
            onRetry={() => void Promise.all([record.refetch(), detail.refetch()])}
          />
        )}
      </Page>
    );
  }
  return <Record record={record.data} detail={detail.data} />;
}

function Record({ record, detail }: { record: AnnouncementRecord; detail: AnnouncementDetail }) {
  const { t } = useTranslation();
  const served = detail.audience === 'specific';
  const title = record.title === '' ? t('announcement.untitled') : record.title;
  return (
    <Page
      title={title}
      lead={
        <span className="record-lead">
          <StageMark stage={detail.stage} audience={detail.audience} />
          <span>{detail.drafter.name}</span>
          {detail.docNo !== undefined && <span>{detail.docNo}</span>}
          {!served && record.permalink !== undefined && (
            <a href={record.permalink} target="_blank" rel="noreferrer noopener" className="permalink">
              {record.permalink}
            </a>
          )}
        </span>
      }
      actions={
        <>
          {record.releases.length > 0 && (
            <ReceiptButton announcementId={detail.id} permalink={record.permalink} />
          )}
          <Actions detail={detail} />
        </>
      }
    >
      {detail.correction !== undefined && (
        <Notice tone="amber" title={t('correction.begun')}>
          {detail.correction.note}
        </Notice>
      )}
      {detail.group !== undefined && (
        <p className="recalls-granted">
          <Link to={`/groups/${detail.group.id}`}>{t('group.inRow', { name: detail.group.name })}</Link>
        </p>
      )}
      {record.releases.length > 0 && <NoticePanel announcementId={detail.id} />}
      <RecallLinks announcementId={detail.id} />
      <RectificationPanel announcement={{ id: detail.id, title }} />
      {record.versions.length > 0 && <WithholdingPanel announcementId={detail.id} title={title} />}
      <ServicePanel detail={detail} />
      <BlocksPanel detail={detail} />
      <ConsultationPanel announcementId={detail.id} />
      {!served && (
        <>
          <h2 className="section-title">{t('record.deliveries')}</h2>
          <RecordDeliveries record={record} />
        </>
      )}
      <h2 className="section-title">{t('record.versions')}</h2>
      <RecordVersions versions={record.versions} />
      <h2 className="section-title">{t('record.entries')}</h2>
      {record.entries.length === 0 ? (
        <p className="quiet">{t('ledger.none')}</p>
      ) : (
        <LedgerBook entries={record.entries} own />
      )}
    </Page>
  );
}

function Actions({ detail }: { detail: AnnouncementDetail }) {
  const { t } = useTranslation();
  const mayWrite = useMay('announcement.write');
  const mayRecall = useMay('release.recall');
  const takeBack = useTakeBack();
  const correcting = detail.correction !== undefined;
  const place = placeOf(detail, mayWrite);
  const onward = place !== `/announcements/${detail.id}`;
  return (
    <>
      {onward && (
        <ButtonLink to={place} type="primary">
          {t(detail.stage === 'approved' ? 'record.toRelease' : 'record.goOn')}
        </ButtonLink>
      )}
      {!onward && mayWrite && !detail.locked && (
        <ButtonLink to={`/announcements/${detail.id}/edit`} {...(correcting ? { type: 'primary' } : {})}>
          {t(correcting ? 'correction.goOn' : 'record.newVersion')}
        </ButtonLink>
      )}
      {mayWrite && detail.versions.length > 0 && <AgainButton id={detail.id} />}
      {mayWrite && !correcting && detail.locked && detail.deliveries.some(isCorrectable) && (
        <Button
          onClick={() => {
            takeBack.correct(detail);
          }}
        >
          {t('correction.open')}
        </Button>
      )}
      {mayRecall && detail.deliveries.some(isRecallable) && (
        <Button
          danger
          onClick={() => {
            takeBack.recall(detail);
          }}
        >
          {t('recall.open')}
        </Button>
      )}
      {takeBack.dialogs}
    </>
  );
}
