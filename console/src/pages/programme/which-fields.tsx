import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import type { WhichScreens } from '../../../../src/contract/programme.js';
import { tagsOf } from '../../lib/fleet.js';

interface WhichFieldsProps {
  which: WhichScreens;
  screens: readonly ScreenView[];
  onChange: (which: WhichScreens) => void;
}

/** Which screens of the group: by tag, by name, or all. */
export function WhichFields({ which, screens, onChange }: WhichFieldsProps) {
  const { t } = useTranslation();
  const tags = [...new Set([...tagsOf(screens), ...which.tags])].sort();
  return (
    <div className="form-row">
      <span className="form-label">{t('programme.screens')}</span>
      <span className="programme-pair">
        <label>
          {t('programme.tags')}
          <Select
            mode="tags"
            value={which.tags}
            options={tags.map((value) => ({ value, label: value }))}
            onChange={(next: string[]) => {
              onChange({ ...which, tags: next });
            }}
          />
        </label>
        <label>
          {t('programme.ids')}
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            value={which.ids}
            options={screens.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(ids: string[]) => {
              onChange({ ...which, ids });
            }}
          />
        </label>
      </span>
      <span className="form-hint">{t('programme.screensHint')}</span>
    </div>
  );
}

/** Whom it is for, in words. */
export function WhichWords({ which, screens }: Omit<WhichFieldsProps, 'onChange'>) {
  const { t } = useTranslation();
  const names = which.ids.flatMap((id) => screens.find((screen) => screen.id === id)?.name ?? []);
  const all = [...which.tags.map((tag) => `#${tag}`), ...names];
  return <>{all.length === 0 ? t('programme.allScreens') : all.join(t('list.comma'))}</>;
}
