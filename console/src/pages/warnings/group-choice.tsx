import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { WarningBoard } from '../../../../src/contract/api/warnings.js';

interface GroupChoiceProps {
  groups: WarningBoard['groups'];
  value: string[];
  onChange: (ids: string[]) => void;
}

/** Groups of screens with how many there are of each. */
export function GroupChoice({ groups, value, onChange }: GroupChoiceProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="warning-groups">
      <legend>{t('warnings.groups')}</legend>
      <Checkbox.Group
        value={value}
        onChange={onChange}
        options={groups.map(({ id, name, screens, online }) => ({
          value: id,
          label: t('warnings.group', { name, screens, online }),
        }))}
      />
    </fieldset>
  );
}
