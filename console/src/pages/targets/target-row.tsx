import { MoreOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TargetView, UpdateTarget } from '../../../../src/contract/api/targets.js';
import { changeTarget } from '../../api/target-calls.js';
import { useRefresh } from '../../app/queries.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { Notice, useProblemText } from '../../ui/feedback.js';
import { Dot } from '../../ui/state.js';
import { TargetName } from '../../ui/target-name.js';

/** One target: what it is, how it is, and what can be done with it. */
export function TargetRow({ target, onEdit }: { target: TargetView; onEdit: () => void }) {
  const { t } = useTranslation();
  return (
    <li className={target.enabled ? 'target-row' : 'target-row target-row-off'}>
      <div className="target-row-words">
        <span className="target-row-name">
          <TargetName target={target} />
        </span>
        <span className="quiet">{inLanguage(target.channelLabel, currentLanguage())}</span>
      </div>
      <div className="target-row-place">
        <span className="target-row-slug">{target.slug}</span>
        {target.publicUrl !== undefined && (
          <a href={target.publicUrl} target="_blank" rel="noreferrer noopener" className="permalink">
            {target.publicUrl}
          </a>
        )}
      </div>
      <TargetState target={target} />
      <div className="target-row-actions">
        <Button size="small" onClick={onEdit}>
          {t('targets.edit')}
        </Button>
        <TargetMenu target={target} />
      </div>
      <Paused target={target} onEdit={onEdit} />
    </li>
  );
}

function TargetState({ target }: { target: TargetView }) {
  const { t } = useTranslation();
  if (!target.enabled) {
    return (
      <span className="state tone-slate">
        <Dot sign="dash" tone="slate" />
        {t('targets.off')}
      </span>
    );
  }
  if (target.pausedReason !== undefined) {
    return (
      <span className="state tone-amber">
        <Dot sign="pause" tone="amber" />
        {t('targets.paused')}
      </span>
    );
  }
  const { pace, usedToday = 0 } = target;
  if (pace.perDay !== undefined && usedToday >= pace.perDay) {
    return (
      <span className="state tone-amber" title={t('targets.fullText')}>
        <Dot sign="pause" tone="amber" />
        {t('targets.full', { used: usedToday, limit: pace.perDay })}
      </span>
    );
  }
  return (
    <span className="state tone-pine">
      <Dot sign="check" tone="pine" />
      {t('targets.on')}
    </span>
  );
}

/** One change to a target, with a word when it is done. */
function useChange(target: TargetView) {
  const { message } = App.useApp();
  const words = useProblemText();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (change: { body: UpdateTarget; done?: string }) => changeTarget(target.id, change.body),
    onSuccess: async (_answer, { done }) => {
      if (done !== undefined) message.success(done);
      await refresh(['targets']);
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
}

/** Why nothing is sent there, in the channel's own words, and the way on. */
function Paused({ target, onEdit }: { target: TargetView; onEdit: () => void }) {
  const { t } = useTranslation();
  const change = useChange(target);
  if (target.pausedReason === undefined) return null;
  const { name } = target;
  const why =
    target.pausedWords === undefined
      ? target.pausedReason
      : inLanguage(target.pausedWords, currentLanguage());
  return (
    <div className="target-row-paused">
      <Notice
        tone="amber"
        title={why}
        action={
          <>
            <Button
              size="small"
              type="primary"
              loading={change.isPending}
              onClick={() => {
                change.mutate({ body: { resume: true }, done: t('targets.resumed', { name }) });
              }}
            >
              {t('targets.resume')}
            </Button>
            <Button size="small" onClick={onEdit}>
              {t('targets.edit')}
            </Button>
          </>
        }
      >
        {t('targets.pausedText')}
      </Notice>
    </div>
  );
}

function TargetMenu({ target }: { target: TargetView }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const change = useChange(target);
  const { name } = target;
  const item = target.enabled
    ? {
        key: 'disable',
        danger: true,
        label: t('targets.disable'),
        onClick: () => {
          modal.confirm({
            title: t('targets.disableTitle', { name }),
            content: t('targets.disableText'),
            okText: t('targets.disable'),
            okButtonProps: { danger: true },
            cancelText: t('action.cancel'),
            onOk: () => change.mutateAsync({ body: { enabled: false } }).catch(() => undefined),
          });
        },
      }
    : {
        key: 'enable',
        label: t('targets.enable'),
        onClick: () => {
          change.mutate({ body: { enabled: true } });
        },
      };
  return (
    <Dropdown trigger={['click']} menu={{ items: [item] }}>
      <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t('targets.menu', { name })} />
    </Dropdown>
  );
}
