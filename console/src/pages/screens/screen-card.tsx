import { MoreOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import { revokeScreen } from '../../api/screen-calls.js';
import { useRefresh } from '../../app/queries.js';
import { useProblemText } from '../../ui/feedback.js';
import { Dot } from '../../ui/state.js';
import { When } from '../../ui/when.js';
import { TargetNamed } from '../../ui/target-name.js';
import { EditScreenDialog } from './edit-dialog.js';

/** One screen: a small true picture of what it shows, and how it is. */
export function ScreenCard({ screen, mayManage }: { screen: ScreenView; mayManage: boolean }) {
  const { t } = useTranslation();
  const { width, height } = screen.viewport ?? { width: 16, height: 9 };
  return (
    <li className={screen.online ? 'screen' : 'screen screen-down'}>
      <div className="screen-glass" style={{ aspectRatio: `${String(width)} / ${String(height)}` }}>
        {screen.showing === undefined ? (
          <span className="screen-idle">{screen.online ? t('screens.idle') : t('screens.dark')}</span>
        ) : (
          <>
            <span className="screen-showing">{screen.showing.title}</span>
            <span className="screen-page num">
              {t('screens.page', { page: screen.showing.page, pages: screen.showing.pages })}
            </span>
          </>
        )}
      </div>
      <div className="screen-foot">
        <div className="screen-words">
          <span className="screen-name">{screen.name}</span>
          <span className="quiet">
            <TargetNamed id={screen.targetId} name={screen.targetName} />
          </span>
        </div>
        {mayManage && <ScreenMenu screen={screen} />}
      </div>
      <p className="screen-state">
        <Presence screen={screen} />
      </p>
    </li>
  );
}

function Presence({ screen }: { screen: ScreenView }) {
  const { t } = useTranslation();
  if (!screen.online) {
    return (
      <>
        <span className="state tone-amber">
          <Dot sign="alert" tone="amber" />
          {t('screens.offline')}
        </span>
        <span className="quiet">
          {screen.lastSeenAt === undefined ? (
            t('screens.neverSeen')
          ) : (
            <>
              {t('screens.lastSeen')} <When at={screen.lastSeenAt} />
            </>
          )}
        </span>
      </>
    );
  }
  const behind = screen.epoch !== undefined && screen.epoch < screen.wantedEpoch;
  return (
    <>
      <span className="state tone-pine">
        <Dot sign="check" tone="pine" />
        {t('screens.online')}
      </span>
      {behind && <span className="tone-amber">{t('screens.behind')}</span>}
      {screen.showing !== undefined && (
        <span className="quiet">
          {t('screens.since')} <When at={screen.showing.since} />
        </span>
      )}
    </>
  );
}

function ScreenMenu({ screen }: { screen: ScreenView }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const words = useProblemText();
  const refresh = useRefresh();
  const [editing, setEditing] = useState(false);
  const revoke = useMutation({
    mutationFn: () => revokeScreen(screen.id),
    onSuccess: async () => {
      message.success(t('screens.revoked', { name: screen.name }));
      await refresh(['screens']);
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'edit',
              label: t('screens.edit'),
              onClick: () => {
                setEditing(true);
              },
            },
            {
              key: 'revoke',
              danger: true,
              label: t('screens.revoke'),
              onClick: () => {
                modal.confirm({
                  title: t('screens.revokeTitle', { name: screen.name }),
                  content: t('screens.revokeText'),
                  okText: t('screens.revoke'),
                  okButtonProps: { danger: true },
                  cancelText: t('action.cancel'),
                  onOk: () => revoke.mutateAsync().catch(() => undefined),
                });
              },
            },
          ],
        }}
      >
        <Button
          type="text"
          size="small"
          icon={<MoreOutlined />}
          aria-label={t('screens.menu', { name: screen.name })}
        />
      </Dropdown>
      {editing && (
        <EditScreenDialog
          screen={screen}
          onClose={() => {
            setEditing(false);
          }}
        />
      )}
    </>
  );
}
