import { useMutation } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../../../src/contract/person.js';
import type { TargetView } from '../../../../src/contract/api/targets.js';
import { createPickup } from '../../api/press-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { fieldsOfAsk } from '../../ui/schema-form/fields.js';
import { SchemaForm } from '../../ui/schema-form/schema-form.js';
import { useForm } from '../../ui/schema-form/use-form.js';
import { answersOf, wrongAnswers } from '../../ui/schema-form/values.js';

/** What sends files up comes along with the dialog alone. */
const ShotChoice = lazy(async () => ({ default: (await import('./shot-choice.js')).ShotChoice }));

interface PickupDialogProps {
  /** Missing until somebody has chosen it with `children`. */
  deliveryId: string | undefined;
  target: TargetView | undefined;
  onClose: () => void;
  children?: ReactNode;
}

/** Where and when an outlet used a release: what the channel asks for. */
export function PickupDialog({ deliveryId, target, onClose, children }: PickupDialogProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const fields = fieldsOfAsk(target?.pickup?.ask ?? []);
  const form = useForm({ id: 'pickup', fields, start: {}, under: 'answers', check: wrongAnswers });
  const [shots, setShots] = useState<Answers>({});
  const save = useMutation({
    mutationFn: (id: string) => createPickup(id, { ...answersOf(fields, form.values), ...shots }),
    onSuccess: async () => {
      message.success(t('press.pickupDone'));
      onClose();
      await refresh();
    },
    onError: form.refused,
  });
  return (
    <Modal
      open
      onCancel={onClose}
      title={target === undefined ? t('press.addPickup') : t('press.addPickupOf', { outlet: target.name })}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: deliveryId === undefined }}
      confirmLoading={save.isPending}
      onOk={() => {
        if (deliveryId !== undefined && form.ready()) save.mutate(deliveryId);
      }}
      width={520}
    >
      {children}
      <SchemaForm fields={fields} values={form.values} onChange={form.change} {...form.frame} />
      {deliveryId !== undefined &&
        target?.pickup?.ask
          .filter(({ kind }) => kind === 'picture')
          .map((ask) => (
            <Suspense key={ask.name} fallback={<Loading lines={1} />}>
              <ShotChoice
                ask={ask}
                deliveryId={deliveryId}
                onChange={(hash) => {
                  const { [ask.name]: _before, ...others } = shots;
                  setShots(hash === undefined ? others : { ...others, [ask.name]: hash });
                }}
              />
            </Suspense>
          ))}
      {save.isError && <Failure error={save.error} under="answers" />}
    </Modal>
  );
}
