import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { departmentsQuery } from '../../app/departments.js';

interface DepartmentChoiceProps {
  id: string;
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}

/** One of the open departments, or none; an office without departments is not asked. */
export function DepartmentChoice({ id, value, onChange }: DepartmentChoiceProps) {
  const { t } = useTranslation();
  const departments = useQuery(departmentsQuery).data ?? [];
  const offered = departments.filter((one) => one.closedAt === undefined || one.id === value);
  if (offered.length === 0) return null;
  return (
    <div className="form-row">
      <label htmlFor={id}>{t('department.label')}</label>
      <Select<string>
        id={id}
        allowClear
        placeholder={t('department.noneChosen')}
        value={value ?? null}
        onChange={(next: string | undefined) => {
          onChange(next);
        }}
        options={offered.map((one) => ({ value: one.id, label: one.name }))}
      />
    </div>
  );
}
