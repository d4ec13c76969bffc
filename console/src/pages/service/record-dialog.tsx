import { useMutation } from '@tanstack/react-query';
import { App, Checkbox, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachedFile } from '../../../../src/contract/api/intake.js';
import { RecordService, ServiceWay } from '../../../../src/contract/api/service.js';
import { dayText } from '../../../../src/contract/kit/office-time.js';
import { recordService } from '../../api/service-calls.js';
import { uploadBlob } from '../../api/upload.js';
import { useRefresh } from '../../app/queries.js';
import { hubNow } from '../../lib/clock.js';
import { Failure } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { OneFile } from '../../ui/one-file.js';

/** How the party got it, on which day, and who received it. It stays as it is recorded. */
export function RecordDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [way, setWay] = useState<ServiceWay>('direct');
  const [on, setOn] = useState(() => dayText(hubNow()));
  const [receiver, setReceiver] = useState('');
  const [note, setNote] = useState('');
  const [consent, setConsent] = useState(false);
  const [file, setFile] = useState<AttachedFile>();
  const body = RecordService.safeParse({ way, on, receiver, note, file, ...(consent && { consent }) });
  const record = useMutation({
    mutationFn: (wish: RecordService) => recordService(id, wish),
    onSuccess: async () => {
      message.success(t('service.recorded'));
      onClose();
      await refresh(['announcement', 'announcements', 'record', 'service']);
    },
  });
  return (
    <Modal
      open
      title={t('service.open')}
      okText={t('service.open')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !body.success }}
      confirmLoading={record.isPending}
      onOk={() => {
        if (body.success) record.mutate(body.data);
      }}
      onCancel={onClose}
      width={560}
    >
      <div className="form-row">
        <span className="form-label" id="service-way">
          {t('service.way')}
        </span>
        <Radio.Group
          aria-labelledby="service-way"
          value={way}
          onChange={(event) => {
            setWay(ServiceWay.parse(event.target.value));
          }}
          options={ServiceWay.options.map((value) => ({ value, label: t(`service.ways.${value}`) }))}
        />
        <span className="form-hint">{t(`service.wayHints.${way}`)}</span>
      </div>
      <FormRow id="service-on" label={t(`service.days.${way}`)}>
        <Input
          id="service-on"
          type="date"
          max={dayText(hubNow())}
          value={on}
          onChange={(event) => {
            setOn(event.target.value);
          }}
        />
      </FormRow>
      <FormRow id="service-receiver" label={t('service.receiver')}>
        <Input
          id="service-receiver"
          maxLength={100}
          value={receiver}
          onChange={(event) => {
            setReceiver(event.target.value);
          }}
        />
      </FormRow>
      <FormRow id="service-note" label={t(`service.notes.${way}`)}>
        <Input
          id="service-note"
          maxLength={500}
          value={note}
          onChange={(event) => {
            setNote(event.target.value);
          }}
        />
      </FormRow>
      {way === 'electronic' && (
        <div className="form-row">
          <Checkbox
            checked={consent}
            onChange={(event) => {
              setConsent(event.target.checked);
            }}
          >
            {t('service.consent')}
          </Checkbox>
        </div>
      )}
      <OneFile
        words={{
          label: t('service.file'),
          choose: t('service.fileChoose'),
          hint: t('service.fileHint'),
        }}
        value={file}
        send={uploadBlob}
        onChange={setFile}
        optional
      />
      {record.isError && <Failure error={record.error} />}
    </Modal>
  );
}
