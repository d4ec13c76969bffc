import { useIsFetching } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountFace } from './account-face.js';
import type { AccountMenu } from './account-menu.js';
import { useMe } from './me.js';

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

/** How far somebody has come with pressing the button. */
type Press = 'none' | 'near' | 'held' | 'done';

/** Loads the menu once the page has its data, or somebody reaches for it. What fails is tried again at the next reach. */
function useMenu(press: Press): typeof AccountMenu | undefined {
  const fetching = useIsFetching() > 0;
  const [menu, setMenu] = useState<typeof AccountMenu>();
  const wanted = menu === undefined && (press !== 'none' || !fetching);
  useEffect(() => {
    if (!wanted) return;
    const timer = window.setTimeout(() => {
      import('./account-menu.js').then(
        ({ AccountMenu: loaded }) => {
          setMenu(() => loaded);
        },
        () => undefined,
      );
    });
    return () => {
      window.clearTimeout(timer);
    };
  }, [wanted, press]);
  return menu;
}

/** The menu's own button never takes the face's place between press and release: that click would go nowhere. */
function AccountButton(whose: { name: string; roles: string }) {
  const [press, setPress] = useState<Press>('none');
  const Menu = useMenu(press);
  if (Menu !== undefined && press !== 'held') return <Menu {...whose} opened={press === 'done'} />;
  const letGo = () => {
    setPress((before) => (before === 'held' ? 'near' : before));
  };
  return (
    <AccountFace
      {...whose}
      onPointerEnter={() => {
        setPress((before) => (before === 'none' ? 'near' : before));
      }}
      onPointerDown={() => {
        setPress('held');
      }}
      onPointerCancel={letGo}
      // A finger leaves before its click comes.
      onPointerLeave={({ pointerType }) => {
        if (pointerType === 'mouse') letGo();
      }}
      onClick={() => {
        setPress('done');
      }}
    />
  );
}
