import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ObjectionFinding,
  ObjectionWay,
  RecordObjection,
  SettleObjection,
  type ObjectionView,
} from '../../../../src/contract/api/notices.js';
import { recordObjection, settleObjection } from '../../api/notice-calls.js';
import { useRefresh } from '../../app/queries.js';
import { hubNow } from '../../lib/clock.js';
import { Failure } from '../../ui/feedback.js';
import { OfficeTimePicker } from '../../ui/office-time-picker.js';

/** How long the words may be, as the hub takes them. */
const LONGEST = 5000;

/** Writes down one that came by whatever way. */
export function RecordDialog({ announcementId, onClose }: { announcementId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [receivedAt, setReceivedAt] = useState<string | undefined>(() => hubNow().toISOString());
  const [way, setWay] = useState<ObjectionView['way']>('phone');
  const [text, setText] = useState('');
  const body = RecordObjection.safeParse({ receivedAt, way, text });
  const record = useMutation({
    mutationFn: (wish: RecordObjection) => recordObjection(announcementId, wish),
    onSuccess: async () => {
      message.success(t('objection.recorded'));
      onClose();
      await refresh(['notice', 'record', 'ledger']);
    },
  });
  return (
    <Modal
      open
      title={t('objection.recordTitle')}
      okText={t('objection.recordOk')}
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
        <label htmlFor="objection-at">{t('objection.receivedAt')}</label>
        <OfficeTimePicker id="objection-at" value={receivedAt} onChange={setReceivedAt} />
        <span className="form-hint">{t('objection.receivedHint')}</span>
      </div>
      <div className="form-row">
        <span className="form-label" id="objection-way">
          {t('objection.wayLabel')}
        </span>
        <Radio.Group
          aria-labelledby="objection-way"
          value={way}
          onChange={(event) => {
            setWay(ObjectionWay.parse(event.target.value));
          }}
          options={ObjectionWay.options.map((value) => ({ value, label: t(`objection.way.${value}`) }))}
        />
      </div>
      <Words id="objection-text" label={t('objection.text')} value={text} onChange={setText} />
      {record.isError && <Failure error={record.error} />}
    </Modal>
  );
}

/** What the investigation found; it stays. */
export function ResultDialog({ objection, onClose }: { objection: ObjectionView; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [finding, setFinding] = useState<ObjectionFindingValue>();
  const [text, setText] = useState('');
  const body = SettleObjection.safeParse({ finding, text });
  const settle = useMutation({
    mutationFn: (wish: SettleObjection) => settleObjection(objection.id, wish),
    onSuccess: async () => {
      message.success(t('objection.settled'));
      onClose();
      await refresh(['notice', 'record', 'ledger']);
    },
  });
  return (
    <Modal
      open
      title={t('objection.settleTitle')}
      okText={t('objection.settleOk')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !body.success }}
      confirmLoading={settle.isPending}
      onOk={() => {
        if (body.success) settle.mutate(body.data);
      }}
      onCancel={onClose}
      width={560}
    >
      <p className="objection-text">{objection.text}</p>
      <div className="form-row">
        <span className="form-label" id="objection-finding">
          {t('objection.findingLabel')}
        </span>
        <Radio.Group
          aria-labelledby="objection-finding"
          value={finding}
          onChange={(event) => {
            setFinding(ObjectionFinding.parse(event.target.value));
          }}
          options={ObjectionFinding.options.map((value) => ({
            value,
            label: t(`objection.finding.${value}`),
          }))}
        />
      </div>
      <Words id="objection-result" label={t('objection.result')} value={text} onChange={setText} />
      {settle.isError && <Failure error={settle.error} />}
    </Modal>
  );
}

type ObjectionFindingValue = SettleObjection['finding'];

interface WordsProps {
  id: string;
  label: string;
  value: string;
  onChange: (text: string) => void;
}

function Words({ id, label, value, onChange }: WordsProps) {
  const { t } = useTranslation();
  return (
    <div className="form-row">
      <label htmlFor={id}>{label}</label>
      <Input.TextArea
        id={id}
        autoSize={{ minRows: 4, maxRows: 12 }}
        maxLength={LONGEST}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
      <span className="form-hint">{t('objection.secret')}</span>
    </div>
  );
}
