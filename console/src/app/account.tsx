import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountFace } from './account-face.js';
import { useMe } from './me.js';

const AccountMenu = lazy(async () => ({ default: (await import('./account-menu.js')).AccountMenu }));
const AccountOpen = lazy(async () => ({ default: (await import('./account-menu.js')).AccountOpen }));

/** Who is at the desk, with theme, language, account and the way out. As a menu on the rail, open on a phone. */
export function AccountPanel({ open = false }: { open?: boolean }) {
  const { t } = useTranslation();
  const { member } = useMe();
  const roles = member.roles.map((role) => t(`role.${role}`)).join(t('list.comma'));
  if (open)
    return (
      <Suspense fallback={null}>
        <AccountOpen name={member.name} roles={roles} />
      </Suspense>
    );
  return (
    <Suspense fallback={<AccountFace name={member.name} roles={roles} />}>
      <AccountMenu name={member.name} roles={roles} />
    </Suspense>
  );
}
