import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Reappraise } from '../../../../src/contract/api/withholding.js';
import { reappraise } from '../../api/consulting-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { dayWord } from '../notice/window.js';
import { AgainOn } from './again-on.js';

interface LookProps {
  announcementId: string;
  title: string;
  /** Of the last look, as it stands on the page. */
  number: number;
  onClose: () => void;
}

/** It stays withheld until another day, or goes back to its draft. */
export function LookDialog({ announcementId, title, number, onClose }: LookProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [act, setAct] = useState<'kept' | 'lifted'>('kept');
  const [words, setWords] = useState('');
  const [againOn, setAgainOn] = useState('');
  const day = act === 'kept' && againOn !== '' ? { againOn } : {};
  const body = Reappraise.safeParse({ act, number, words, ...day });
  const look = useMutation({
    mutationFn: (wish: Reappraise) => reappraise(announcementId, wish),
    onSuccess: async ({ items }) => {
      const next = items.at(-1)?.againOn;
      message.success(
        next === undefined ? t('withholding.lifted') : t('withholding.kept', { day: dayWord(next) }),
      );
      onClose();
      await refresh();
    },
  });
  return (
    <Modal
      open
      title={t('withholding.lookTitle', { title })}
      okText={t('withholding.lookOk')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !body.success }}
      confirmLoading={look.isPending}
      onOk={() => {
        if (body.success) look.mutate(body.data);
      }}
      onCancel={onClose}
      width={560}
    >
      <div className="form-row">
        <Radio.Group
          className="grounds"
          aria-label={t('withholding.look')}
          value={act}
          onChange={(event) => {
            setAct(event.target.value === 'lifted' ? 'lifted' : 'kept');
          }}
          options={[
            { value: 'kept', label: t('withholding.keep') },
            { value: 'lifted', label: t('withholding.lift') },
          ]}
        />
        {act === 'lifted' && <span className="form-hint">{t('withholding.liftText')}</span>}
      </div>
      <div className="form-row">
        <label htmlFor="look-words">{t('withholding.reason')}</label>
        <Input.TextArea
          id="look-words"
          value={words}
          maxLength={2000}
          autoSize={{ minRows: 2, maxRows: 8 }}
          onChange={(event) => {
            setWords(event.target.value);
          }}
        />
        <span className="form-hint">{t('consultation.withdrawForm.hint')}</span>
      </div>
      {act === 'kept' && <AgainOn value={againOn} onChange={setAgainOn} />}
      {look.isError && <Failure error={look.error} />}
    </Modal>
  );
}
