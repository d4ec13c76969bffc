import { useMutation, useQuery } from '@tanstack/react-query';
import { App, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AlertRule } from '../../../../src/contract/api/screen-alerts.js';
import { getAlertRule, setAlertRule } from '../../api/fleet-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure, Loading } from '../../ui/feedback.js';

type Name = keyof AlertRule;
const names = Object.keys(AlertRule.shape) as Name[];

/** How long each kind of trouble has to last, and where it begins. */
export function RuleDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const query = useQuery({
    queryKey: ['screen', 'rule'],
    queryFn: ({ signal }) => getAlertRule(signal),
  });
  const [changed, setChanged] = useState<Partial<AlertRule>>({});
  const wish = AlertRule.safeParse({ ...query.data, ...changed });
  const save = useMutation({
    mutationFn: (rule: AlertRule) => setAlertRule(rule),
    onSuccess: async () => {
      message.success(t('fleet.rule.saved'));
      onClose();
      await refresh(['screen']);
    },
  });
  return (
    <Modal
      open
      title={t('fleet.rule.title')}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !wish.success || query.data === undefined }}
      confirmLoading={save.isPending}
      onOk={() => {
        if (wish.success) save.mutate(wish.data);
      }}
      onCancel={onClose}
      width={460}
    >
      <p className="modal-lead">{t('fleet.rule.lead')}</p>
      {query.isPending && <Loading lines={4} />}
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && (
        <div className="rule-fields">
          {names.map((name) => (
            <Field
              key={name}
              name={name}
              value={changed[name] ?? query.data[name]}
              onChange={(value) => {
                setChanged({ ...changed, [name]: value });
              }}
            />
          ))}
        </div>
      )}
      {save.isError && <Failure error={save.error} />}
    </Modal>
  );
}

function Field({
  name,
  value,
  onChange,
}: {
  name: Name;
  value: number;
  onChange: (value: number | undefined) => void;
}) {
  const { t } = useTranslation();
  const { minValue, maxValue } = AlertRule.shape[name].unwrap();
  return (
    <>
      <label htmlFor={`rule-${name}`}>{t(`fleet.rule.${name}`)}</label>
      <InputNumber
        id={`rule-${name}`}
        value={value}
        precision={0}
        {...(minValue === null ? {} : { min: minValue })}
        {...(maxValue === null ? {} : { max: maxValue })}
        onChange={(next) => {
          onChange(next ?? undefined);
        }}
      />
    </>
  );
}
