import { Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OpenRectification, OtherOrigin } from '../../../../src/contract/api/rectification.js';
import { openRectification } from '../../api/rectification-calls.js';
import { Failure } from '../../ui/feedback.js';
import { DueDay } from './due-day.js';
import { useOpened } from './use-opened.js';

/** Opens one without a recall, for what was late or missed, or was ordered. */
export function OpenDialog({
  announcement,
  onClose,
}: {
  announcement: { id: string; title: string };
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [origin, setOrigin] = useState<OtherOrigin>('late');
  const [dueOn, setDueOn] = useState('');
  const body = OpenRectification.safeParse({ origin, ...(dueOn !== '' && { dueOn }) });
  const open = useOpened((wish) => openRectification(announcement.id, wish));
  return (
    <Modal
      open
      title={t('rectification.beginTitle', { title: announcement.title })}
      okText={t('rectification.beginOk')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !body.success }}
      confirmLoading={open.isPending}
      onOk={() => {
        if (body.success) open.mutate(body.data);
      }}
      onCancel={onClose}
      width={560}
    >
      <div className="form-row">
        <Radio.Group
          className="grounds"
          aria-label={t('rectification.originLabel')}
          value={origin}
          onChange={(event) => {
            setOrigin(OtherOrigin.parse(event.target.value));
          }}
          options={OtherOrigin.options.map((value) => ({
            value,
            label: t(`rectification.origin.${value}`),
          }))}
        />
        <span className="form-hint">{t('rectification.originHint')}</span>
      </div>
      <DueDay
        id="rectification-first-due"
        hint={t('rectification.dueHint')}
        value={dueOn}
        onChange={setDueOn}
      />
      {open.isError && <Failure error={open.error} />}
    </Modal>
  );
}
