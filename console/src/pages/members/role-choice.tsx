import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { Role } from '../../../../src/contract/api/common.js';

/** Which of the roles somebody has. */
export function RoleChoice({ value, onChange }: { value: Role[]; onChange: (roles: Role[]) => void }) {
  const { t } = useTranslation();
  return (
    <div className="form-row">
      <span className="form-label">{t('members.roles')}</span>
      <Checkbox.Group<Role>
        className="member-role-choice"
        value={value}
        onChange={onChange}
        options={Role.options.map((role) => ({ value: role, label: t(`role.${role}`) }))}
      />
    </div>
  );
}
