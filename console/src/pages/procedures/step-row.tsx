import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Button, Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../../src/contract/api/common.js';
import type { ProcedureStep } from '../../../../src/contract/api/procedure.js';
import { departmentsQuery } from '../../app/departments.js';
import { KNOWN_STEPS, named } from './presets.js';

/** Who decides on versions. */
const DECIDING: readonly Role[] = ['reviewer', 'leader'];

interface StepRowProps {
  step: ProcedureStep;
  number: number;
  first: boolean;
  last: boolean;
  onChange: (step: ProcedureStep) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One step: its name, who takes it, its place. */
export function StepRow({ step, number, first, last, onChange, onMove, onRemove }: StepRowProps) {
  const { t } = useTranslation();
  const departments = useQuery(departmentsQuery).data ?? [];
  const offered = departments.filter((one) => one.closedAt === undefined || one.id === step.department);
  return (
    <li className="procedure-step">
      <AutoComplete
        className="procedure-step-name"
        aria-label={t('procedure.stepName', { number })}
        placeholder={t('procedure.stepNameHint')}
        value={step.label.zh}
        status={step.label.zh.trim() === '' ? 'error' : ''}
        options={KNOWN_STEPS.map(({ label }) => ({ value: label.zh }))}
        onChange={(zh: string) => {
          onChange(named(zh, step));
        }}
      />
      <Checkbox.Group<Role>
        value={step.roles}
        options={DECIDING.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        onChange={(roles) => {
          if (roles.length > 0) onChange({ ...step, roles });
        }}
      />
      <Select<string>
        className="procedure-step-department"
        aria-label={t('procedure.stepDepartment', { number })}
        value={step.department}
        options={[
          { value: 'any', label: t('procedure.anyDepartment') },
          { value: 'drafters', label: t('procedure.ownDepartment') },
          ...offered.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(department: string) => {
          onChange({ ...step, department });
        }}
      />
      <span className="procedure-buttons">
        <Button
          size="small"
          icon={<ArrowUpOutlined />}
          aria-label={t('procedure.earlier', { number })}
          disabled={first}
          onClick={() => {
            onMove(-1);
          }}
        />
        <Button
          size="small"
          icon={<ArrowDownOutlined />}
          aria-label={t('procedure.later', { number })}
          disabled={last}
          onClick={() => {
            onMove(1);
          }}
        />
        <Button
          size="small"
          icon={<DeleteOutlined />}
          aria-label={t('procedure.dropStep', { number })}
          disabled={first && last}
          onClick={onRemove}
        />
      </span>
    </li>
  );
}
