import { useMutation, useQueryClient } from '@tanstack/react-query';
import { AutoComplete, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announcementCategories } from '../../../../src/contract/api/intake.js';
import {
  Procedure,
  ProcedureCategory,
  type ProcedureStep,
  type ProcedureView,
} from '../../../../src/contract/api/procedure.js';
import { setProcedure } from '../../api/procedure-calls.js';
import { Failure } from '../../ui/feedback.js';
import { MAX_STEPS, moved, nextStep, PRESETS } from './presets.js';
import { StepRow } from './step-row.js';

interface ProcedureDialogProps {
  /** Without one, for a category that has none of its own yet. */
  view: ProcedureView | undefined;
  taken: readonly string[];
  /** What a new one begins with. */
  start: Procedure | undefined;
  onClose: () => void;
}

/** The steps of one procedure: begun from a usual chain, changed, put in order. */
export function ProcedureDialog({ view, taken, start, onClose }: ProcedureDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const begun = view?.procedure ?? start;
  const [category, setCategory] = useState(view?.category ?? '');
  const [steps, setSteps] = useState<ProcedureStep[]>(begun?.steps ?? PRESETS.short);
  const [distinct, setDistinct] = useState(begun?.distinct ?? false);
  const double = view === undefined && taken.includes(category.trim());
  const named = steps.every(({ label }) => label.zh.trim() !== '');
  const wish = Procedure.safeParse({ steps, distinct });
  const kind = ProcedureCategory.safeParse(category);
  const save = useMutation({
    mutationFn: ({ of, procedure }: { of: string; procedure: Procedure }) => setProcedure(of, procedure),
    onSuccess: (list) => {
      client.setQueryData(['procedures'], list);
      onClose();
    },
  });
  return (
    <Modal
      open
      width={680}
      title={view === undefined ? t('procedure.add') : t('procedure.edit')}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !wish.success || !kind.success || double || !named }}
      confirmLoading={save.isPending}
      onOk={() => {
        if (wish.success && kind.success) save.mutate({ of: kind.data, procedure: wish.data });
      }}
      onCancel={onClose}
    >
      {view === undefined && (
        <div className="form-row">
          <label htmlFor="procedure-category">{t('procedure.category')}</label>
          <AutoComplete
            id="procedure-category"
            autoFocus
            value={category}
            options={announcementCategories
              .filter((name) => !taken.includes(name) && name.includes(category.trim()))
              .map((value) => ({ value }))}
            onChange={(value: string) => {
              setCategory(value);
            }}
          />
          {double && <span className="field-error">{t('procedure.taken')}</span>}
        </div>
      )}
      <div className="form-row">
        <span className="form-label">{t('procedure.presets')}</span>
        <span className="procedure-presets">
          {(['short', 'three', 'four'] as const).map((name) => (
            <Button
              key={name}
              size="small"
              onClick={() => {
                setSteps(PRESETS[name]);
              }}
            >
              {t(`procedure.preset.${name}`)}
            </Button>
          ))}
        </span>
      </div>
      <ol className="procedure-steps">
        {steps.map((step, index) => (
          <StepRow
            key={step.key}
            step={step}
            number={index + 1}
            first={index === 0}
            last={index === steps.length - 1}
            onChange={(next) => {
              setSteps(steps.map((one) => (one === step ? next : one)));
            }}
            onMove={(by) => {
              setSteps(moved(steps, index, by));
            }}
            onRemove={() => {
              setSteps(steps.filter((one) => one !== step));
            }}
          />
        ))}
      </ol>
      <Button
        disabled={steps.length >= MAX_STEPS}
        onClick={() => {
          setSteps([...steps, nextStep(steps)]);
        }}
      >
        {t('procedure.addStep')}
      </Button>
      <p>
        <Checkbox
          checked={distinct}
          onChange={(event) => {
            setDistinct(event.target.checked);
          }}
        >
          {t('procedure.distinct')}
        </Checkbox>
      </p>
      <p className="quiet">{t('procedure.fromNow')}</p>
      {save.isError && <Failure error={save.error} />}
    </Modal>
  );
}
