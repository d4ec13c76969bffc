import { useIsFetching } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
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
  return <AccountButton name={member.name} roles={roles} />;
}

/** The menu comes after all that the page shows; who reaches for it before has it at once. */
function AccountButton(whose: { name: string; roles: string }) {
  const fetching = useIsFetching() > 0;
  const [stage, setStage] = useState<'face' | 'menu' | 'open'>('face');
  useEffect(() => {
    if (stage !== 'face' || fetching) return;
    const timer = window.setTimeout(setStage, 0, 'menu');
    return () => {
      window.clearTimeout(timer);
    };
  }, [stage, fetching]);
  const face = (
    <AccountFace
      {...whose}
      onPointerEnter={() => {
        setStage('menu');
      }}
      // The menu's own button may take this one's place between press and release, and a click would be lost.
      onPointerDown={() => {
        setStage('open');
      }}
      onClick={() => {
        setStage('open');
      }}
    />
  );
  if (stage === 'face') return face;
  return (
    <Suspense fallback={face}>
      <AccountMenu {...whose} opened={stage === 'open'} />
    </Suspense>
  );
}
