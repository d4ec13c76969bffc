import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MoveRectification, type RectificationView } from '../../../../src/contract/api/rectification.js';
import { moveRectification } from '../../api/rectification-calls.js';
import { Failure } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { DueDay } from './due-day.js';
import { useStep } from './use-step.js';

/** Another last day, with the reason. */
export function MoveDialog({ view, onClose }: { view: RectificationView; onClose: () => void }) {
  const { t } = useTranslation();
  const [dueOn, setDueOn] = useState(view.dueOn);
  const [words, setWords] = useState('');
  const body = MoveRectification.safeParse({ number: view.number, dueOn, words });
  const move = useStep(
    (wish: MoveRectification) => moveRectification(view.id, wish),
    t('rectification.moved'),
    onClose,
  );
  return (
    <Modal
      open
      title={t('rectification.moveTitle')}
      okText={t('rectification.moveOk')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !body.success || dueOn === view.dueOn }}
      confirmLoading={move.isPending}
      onOk={() => {
        if (body.success) move.mutate(body.data);
      }}
      onCancel={onClose}
    >
      <DueDay id="rectification-due" value={dueOn} onChange={setDueOn} />
      <FormRow
        id="rectification-why"
        label={t('rectification.moveWhy')}
        hint={t('rectification.moveWhyHint')}
      >
        <Input.TextArea
          id="rectification-why"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={1000}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
          }}
        />
      </FormRow>
      {move.isError && <Failure error={move.error} />}
    </Modal>
  );
}
