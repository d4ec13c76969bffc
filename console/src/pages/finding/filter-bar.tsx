import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { announcementCategories } from '../../../../src/contract/api/intake.js';
import { departmentsQuery } from '../../app/departments.js';
import { PeriodPicker } from './period-picker.js';
import { SearchBox } from './search-box.js';
import type { FindingName, Looking } from './use-finding.js';
import './finding.css';

interface FilterBarProps {
  looking: Looking;
  /** The page's own filters; they stand first. */
  children?: ReactNode;
  /** Told before the address changes. */
  onChange?: () => void;
}

/** What a list of announcements is narrowed down by: words, category, department, one's own, and a period. */
export function FilterBar({ looking, children, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const departments = useQuery(departmentsQuery).data ?? [];
  const { q, category, department, mine, period, set: setAddress } = looking;
  const set = (name: FindingName, value: string): void => {
    onChange?.();
    setAddress(name, value);
  };
  const categories: string[] = [...announcementCategories];
  if (category !== '' && !categories.includes(category)) categories.push(category);
  return (
    <div className="filter-bar" role="search">
      <SearchBox
        value={q}
        onChange={(next) => {
          set('q', next);
        }}
      />
      {children}
      <Select
        aria-label={t('finding.category')}
        value={category}
        onChange={(next: string) => {
          set('category', next);
        }}
        options={[
          { value: '', label: t('finding.allCategories') },
          ...categories.map((one) => ({ value: one, label: one })),
        ]}
      />
      {departments.length > 0 && (
        <Select
          aria-label={t('finding.department')}
          value={department}
          onChange={(next: string) => {
            set('department', next);
          }}
          options={[
            { value: '', label: t('finding.allDepartments') },
            ...departments.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <PeriodPicker
        value={period}
        onChange={(next) => {
          set('period', next);
        }}
      />
      <button
        type="button"
        className="filter-mine"
        aria-pressed={mine}
        onClick={() => {
          set('mine', mine ? '' : '1');
        }}
      >
        {t('finding.mine')}
      </button>
    </div>
  );
}
