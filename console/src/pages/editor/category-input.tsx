import { AutoComplete } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { announcementCategories, type DraftFields } from '../../../../src/contract/api/intake.js';
import { getAnnouncements } from '../../api/announcement-calls.js';
import { useTemplates } from '../../app/templates.js';
import { defaultOf } from '../../lib/templates.js';

interface CategoryInputProps {
  fields: DraftFields;
  onChange: (patch: Partial<DraftFields>) => void;
}

/** The kind; as long as no target is chosen, it brings those that its default template names. */
export function CategoryInput({ fields, onChange }: CategoryInputProps) {
  const categories = useCategories();
  const templates = useTemplates().data?.templates ?? [];
  return (
    <AutoComplete
      id="field-category"
      value={fields.category}
      options={categories
        .filter((name) => name.includes(fields.category) || categories.includes(fields.category))
        .map((value) => ({ value }))}
      onChange={(category: string) => {
        const { targetIds = [] } = defaultOf(templates, category) ?? {};
        const preset = fields.targetIds.length === 0 && targetIds.length > 0;
        onChange({ category, ...(preset ? { targetIds } : {}) });
      }}
    />
  );
}

/** The categories that offices use, and those that this one has used lately. */
function useCategories(): string[] {
  const recent = useQuery({
    queryKey: ['announcements', 'categories'],
    queryFn: ({ signal }) => getAnnouncements({ limit: 100 }, signal),
    staleTime: 5 * 60_000,
  });
  return useMemo(() => {
    const used = (recent.data?.items ?? []).map((row) => row.category).filter((name) => name !== '');
    return [...new Set([...announcementCategories, ...used])];
  }, [recent.data]);
}
