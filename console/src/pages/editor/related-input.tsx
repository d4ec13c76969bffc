import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import { metadataLimits } from '../../../../src/contract/metadata.js';
import { getAnnouncements } from '../../api/announcement-calls.js';
import { useTitles } from '../../ui/related-titles.js';

interface RelatedInputProps {
  value: readonly string[];
  onChange: (ids: string[]) => void;
}

/** Which of the office's announcements this one belongs with: chosen by their titles. */
export function RelatedInput({ value, onChange }: RelatedInputProps) {
  const { t } = useTranslation();
  const own = useParams()['id'];
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const titles = useTitles(value);
  const found = useQuery({
    queryKey: ['announcements', 'related', q],
    queryFn: ({ signal }) => getAnnouncements({ limit: 20, ...(q === '' ? {} : { q }) }, signal),
    placeholderData: (before) => before,
  });
  const label = (title: string) => (title === '' ? t('announcement.untitled') : title);
  const chosen = value.map((id) => ({ value: id, label: label(titles.get(id) ?? '…') }));
  const others = (found.data?.items ?? [])
    .filter(
      ({ id, stage, audience }) =>
        id !== own && stage !== 'withheld' && audience === undefined && !value.includes(id),
    )
    .map(({ id, title, category }) => ({
      value: id,
      label: category === '' ? label(title) : `${label(title)}（${category}）`,
    }));
  return (
    <div className="metadata-row metadata-wide">
      <label htmlFor="field-related">{t('metadata.related')}</label>
      <Select<string[]>
        id="field-related"
        mode="multiple"
        value={[...value]}
        options={[...chosen, ...others]}
        maxCount={metadataLimits.related}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        placeholder={t('metadata.relatedHint')}
        notFoundContent={t(found.isError ? 'metadata.relatedFailed' : 'metadata.relatedNone')}
        onChange={onChange}
      />
      <span className="form-hint">{t('metadata.relatedText')}</span>
    </div>
  );
}
