import { PaperClipOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import type { ServiceRecord } from '../../../../src/contract/api/service.js';
import { useMay } from '../../app/me.js';
import { blobUrl } from '../../lib/text.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { When } from '../../ui/when.js';
import { serviceQuery } from './query.js';
import { RecordDialog } from './record-dialog.js';

/** For whom it is, how they got it, and the way to write that down. */
export function Panel({ detail }: { detail: AnnouncementDetail }) {
  const { t } = useTranslation();
  const query = useQuery(serviceQuery(detail));
  const mayRecord = useMay('release.create');
  const [recording, setRecording] = useState(false);
  if (query.isPending) return <Loading lines={2} />;
  if (query.data === undefined) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  const { party, due, records } = query.data;
  const approved = detail.stage === 'approved' || detail.stage === 'served';
  return (
    <section id="service" aria-labelledby="service-title">
      <div className="card-head">
        <h2 className="section-title" id="service-title">
          {t('service.title')}
        </h2>
        {mayRecord && approved && due && (
          <Button
            type={records.length === 0 ? 'primary' : 'default'}
            onClick={() => {
              setRecording(true);
            }}
          >
            {t(records.length === 0 ? 'service.open' : 'service.more')}
          </Button>
        )}
      </div>
      <p className="quiet">{t('service.lead')}</p>
      <p>
        <span className="quiet">{t('service.party')}</span> <strong>{party ?? t('service.unnamed')}</strong>
      </p>
      {detail.stage === 'approved' && !due && <p className="problem-error">{t('service.changed')}</p>}
      {records.length === 0 ? (
        <p className="quiet">{t('service.none')}</p>
      ) : (
        <ul className="card card-list">
          {records.map((record) => (
            <RecordLine key={record.id} record={record} />
          ))}
        </ul>
      )}
      {records.length > 1 && <p className="quiet">{t('service.newest')}</p>}
      {recording && (
        <RecordDialog
          id={detail.id}
          onClose={() => {
            setRecording(false);
          }}
        />
      )}
    </section>
  );
}

function RecordLine({ record: { way, on, receiver, note, file, by, at } }: { record: ServiceRecord }) {
  const { t } = useTranslation();
  return (
    <li className="card-item">
      <p>
        <strong>{t(`service.ways.${way}`)}</strong> {t(`service.days.${way}`)}{' '}
        <span className="num">{on}</span> · {receiver}
      </p>
      {note !== undefined && note !== '' && (
        <p>
          <span className="quiet">{t(`service.notes.${way}`)}</span> {note}
        </p>
      )}
      {file !== undefined && (
        <p>
          <PaperClipOutlined aria-hidden />{' '}
          <a href={blobUrl(file.hash)} download={file.name}>
            {file.name}
          </a>
        </p>
      )}
      <p className="quiet">
        {t('service.by', { name: by.name })} <When at={at} />
      </p>
    </li>
  );
}
