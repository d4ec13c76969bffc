import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../../src/contract/api/common.js';
import { CreateDelegation } from '../../../../src/contract/api/delegations.js';
import { dayText } from '../../../../src/contract/kit/office-time.js';
import { createDelegation } from '../../api/delegation-calls.js';
import { hubNow } from '../../lib/clock.js';
import { dayStart, shiftDay } from '../../lib/month.js';
import { Failure } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { useKeepDelegations } from './keep.js';

interface DelegationDialogProps {
  /** Those who take steps. */
  members: readonly Person[];
  /** Whose steps; chosen here where it is missing. */
  fromId: string | undefined;
  onClose: () => void;
}

/** Gives steps away by whole days of the office: the last day is part of it. */
export function DelegationDialog({ members, fromId, onClose }: DelegationDialogProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const keep = useKeepDelegations();
  const today = dayText(hubNow());
  const [from, setFrom] = useState(fromId);
  const [to, setTo] = useState<string>();
  const [first, setFirst] = useState(today);
  const [last, setLast] = useState('');
  const [categories, setCategories] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const wish = CreateDelegation.safeParse({
    ...{ fromId: from, toId: to, reason },
    startsAt: first === '' ? undefined : dayStart(first),
    endsAt: last === '' ? undefined : dayStart(shiftDay(last, 1)),
    ...(categories.length > 0 && { categories }),
  });
  const complete = wish.success && from !== undefined && last >= first;
  const create = useMutation({
    mutationFn: createDelegation,
    onSuccess: async (list) => {
      message.success(t('delegation.made'));
      onClose();
      await keep(list);
    },
  });
  const choices = (but: string | undefined) =>
    members.filter(({ id }) => id !== but).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Modal
      open
      title={t('delegation.add')}
      okText={t('delegation.ok')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !complete }}
      confirmLoading={create.isPending}
      onOk={() => {
        if (wish.success) create.mutate(wish.data);
      }}
      onCancel={onClose}
      width={520}
    >
      {fromId === undefined && (
        <FormRow id="delegation-from" label={t('delegation.from')}>
          <Select id="delegation-from" value={from} onChange={setFrom} options={choices(to)} />
        </FormRow>
      )}
      <FormRow id="delegation-to" label={t('delegation.to')} hint={t('delegation.toHint')}>
        <Select id="delegation-to" value={to} onChange={setTo} options={choices(from)} />
      </FormRow>
      <div className="delegation-span">
        <FormRow id="delegation-first" label={t('delegation.first')}>
          <Input
            id="delegation-first"
            type="date"
            value={first}
            min={today}
            onChange={(event) => {
              setFirst(event.target.value);
            }}
          />
        </FormRow>
        <FormRow id="delegation-last" label={t('delegation.last')}>
          <Input
            id="delegation-last"
            type="date"
            value={last}
            min={first}
            onChange={(event) => {
              setLast(event.target.value);
            }}
          />
        </FormRow>
      </div>
      <FormRow id="delegation-kinds" label={t('delegation.kinds')} hint={t('delegation.kindsHint')}>
        <Select
          id="delegation-kinds"
          mode="tags"
          maxCount={20}
          value={categories}
          onChange={setCategories}
          tokenSeparators={['，', '、', ',']}
          open={false}
          suffixIcon={null}
        />
      </FormRow>
      <FormRow id="delegation-reason" label={t('delegation.reason')}>
        <Input
          id="delegation-reason"
          value={reason}
          maxLength={200}
          placeholder={t('delegation.reasonHint')}
          onChange={(event) => {
            setReason(event.target.value);
          }}
        />
      </FormRow>
      {create.isError && <Failure error={create.error} />}
    </Modal>
  );
}
