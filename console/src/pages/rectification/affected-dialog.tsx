import { Input, InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  AffectedNotice,
  type RectificationView,
  type SetAffectedNotice,
} from '../../../../src/contract/api/rectification.js';
import { setAffectedNotice } from '../../api/rectification-calls.js';
import { hubNow } from '../../lib/clock.js';
import { officeClock } from '../../lib/time.js';
import { Failure } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { useStep } from './use-step.js';

const states = ['given', 'needed', 'not_needed'] as const;
type State = (typeof states)[number];

interface Wish {
  state: State;
  reason: string;
  how: string;
  by: string;
  on: string;
  persons: number | undefined;
  authority: string;
}

/** Everything that was ever filled in, so that another choice loses nothing. */
function wishOf(notice: AffectedNotice | undefined): Wish {
  const today = officeClock(hubNow()).slice(0, 10);
  const empty = { state: 'needed', reason: '', how: '', by: today, on: today, authority: '' } as const;
  return { ...empty, persons: undefined, ...notice };
}

/** Whether the persons affected are told (个人信息保护法 Art. 57), how, and when. */
export function AffectedDialog({ view, onClose }: { view: RectificationView; onClose: () => void }) {
  const { t } = useTranslation();
  const [wish, setWish] = useState(() => wishOf(view.notice));
  const set = (more: Partial<Wish>): void => {
    setWish({ ...wish, ...more });
  };
  const body = AffectedNotice.safeParse(wish);
  const save = useStep(
    (notice: SetAffectedNotice) => setAffectedNotice(view.id, notice),
    t('rectification.affected.saved'),
    onClose,
  );
  return (
    <Modal
      open
      title={t('rectification.affected.dialog')}
      okText={t('rectification.affected.ok')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !body.success }}
      confirmLoading={save.isPending}
      onOk={() => {
        if (body.success) save.mutate({ number: view.number, notice: body.data });
      }}
      onCancel={onClose}
      width={560}
    >
      <p className="form-hint">{t('rectification.affected.law')}</p>
      <Radio.Group
        className="grounds"
        aria-label={t('rectification.affected.title')}
        value={wish.state}
        onChange={(event) => {
          set({ state: states.find((one) => one === event.target.value) ?? 'needed' });
        }}
        options={states.map((value) => ({ value, label: t(`rectification.affected.state.${value}`) }))}
      />
      {wish.state === 'not_needed' ? (
        <FormRow id="affected-reason" label={t('rectification.affected.reason')}>
          <Input.TextArea
            id="affected-reason"
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={1000}
            value={wish.reason}
            onChange={(event) => {
              set({ reason: event.target.value });
            }}
          />
        </FormRow>
      ) : (
        <FormRow
          id="affected-how"
          label={t('rectification.affected.how')}
          hint={t('rectification.affected.howHint')}
        >
          <Input.TextArea
            id="affected-how"
            aria-describedby="affected-how-hint"
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={1000}
            value={wish.how}
            onChange={(event) => {
              set({ how: event.target.value });
            }}
          />
        </FormRow>
      )}
      {wish.state === 'needed' && (
        <FormRow id="affected-by" label={t('rectification.affected.by')}>
          <Input
            id="affected-by"
            type="date"
            value={wish.by}
            onChange={(event) => {
              set({ by: event.target.value });
            }}
          />
        </FormRow>
      )}
      {wish.state === 'given' && <Given wish={wish} onChange={set} />}
      {save.isError && <Failure error={save.error} />}
    </Modal>
  );
}

function Given({ wish, onChange }: { wish: Wish; onChange: (more: Partial<Wish>) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="rectification-pair">
        <FormRow id="affected-on" label={t('rectification.affected.on')}>
          <Input
            id="affected-on"
            type="date"
            max={officeClock(hubNow()).slice(0, 10)}
            value={wish.on}
            onChange={(event) => {
              onChange({ on: event.target.value });
            }}
          />
        </FormRow>
        <FormRow id="affected-persons" label={t('rectification.affected.persons')}>
          <InputNumber
            id="affected-persons"
            min={0}
            max={100_000_000}
            precision={0}
            value={wish.persons ?? null}
            onChange={(persons) => {
              onChange({ persons: persons ?? undefined });
            }}
          />
        </FormRow>
      </div>
      <FormRow id="affected-authority" label={t('rectification.affected.authority')}>
        <Input
          id="affected-authority"
          maxLength={300}
          placeholder={t('rectification.affected.authorityHint')}
          value={wish.authority}
          onChange={(event) => {
            onChange({ authority: event.target.value });
          }}
        />
      </FormRow>
    </>
  );
}
