import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HookView } from '../../../../src/contract/api/hooks.js';
import { changeHook, removeHook, testHook } from '../../api/notification-calls.js';
import { useRefresh } from '../../app/queries.js';
import type { Sign, Tone } from '../../lib/states.js';
import { useProblemText } from '../../ui/feedback.js';
import { Dot } from '../../ui/state.js';
import { When } from '../../ui/when.js';

const looks: Record<'on' | 'person' | 'failures', { sign: Sign; tone: Tone }> = {
  on: { sign: 'check', tone: 'pine' },
  person: { sign: 'pause', tone: 'slate' },
  failures: { sign: 'alert', tone: 'cinnabar' },
};

/** One robot or system: what it is told, how it stands, and what can be done with it. */
export function HookCard({ hook }: { hook: HookView }) {
  const { t } = useTranslation();
  const { name } = hook;
  const state = hook.off ?? 'on';
  return (
    <li className="card hook">
      <div className="hook-head">
        <h2>{name}</h2>
        <span className="quiet">{t(`hook.kind.${hook.kind}`)}</span>
        <span className={`state tone-${looks[state].tone}`}>
          <Dot {...looks[state]} />
          <span>{t(`hook.state.${state}`)}</span>
        </span>
      </div>
      <p className="hook-place">{hook.place}</p>
      <p className="quiet">{hook.kinds.map((kind) => t(`notificationKind.${kind}`)).join(t('list.comma'))}</p>
      <div className="hook-foot">
        <span className="quiet">
          <LastCall hook={hook} />
          {hook.waiting > 0 && <> · {t('hook.waiting', { count: hook.waiting })}</>}
        </span>
        <HookButtons hook={hook} />
      </div>
    </li>
  );
}

function LastCall({ hook: { last } }: { hook: HookView }) {
  const { t } = useTranslation();
  if (!last) return t('hook.never');
  return (
    <span className={last.ok ? '' : 'hook-failed'}>
      {last.ok ? t('hook.lastOk') : t('hook.lastFailed', { words: last.words })} <When at={last.at} />
    </span>
  );
}

function HookButtons({ hook }: { hook: HookView }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const refresh = useRefresh();
  const words = useProblemText();
  const { id, name } = hook;
  const settled = {
    onSettled: () => refresh(['hooks']),
    onError: (error: unknown) => {
      message.error(words(error));
    },
  };
  const test = useMutation({
    ...settled,
    mutationFn: () => testHook(id),
    onSuccess: ({ last }) => {
      if (last?.ok === true) message.success(t('hook.tested'));
      else message.error(t('hook.testFailed', { words: last?.words ?? '' }));
    },
  });
  const change = useMutation({ ...settled, mutationFn: (on: boolean) => changeHook(id, { on }) });
  const remove = useMutation({ ...settled, mutationFn: () => removeHook(id) });
  const ask = (): void => {
    modal.confirm({
      title: t('hook.removeTitle', { name }),
      content: t('hook.removeText'),
      okText: t('hook.remove'),
      cancelText: t('action.cancel'),
      onOk: async () => {
        await remove.mutateAsync();
      },
    });
  };
  const isOff = hook.off !== undefined;
  return (
    <span className="hook-buttons">
      {!isOff && (
        <Button
          size="small"
          loading={test.isPending}
          aria-label={t('hook.testOf', { name })}
          onClick={() => {
            test.mutate();
          }}
        >
          {t('hook.test')}
        </Button>
      )}
      <Button
        size="small"
        loading={change.isPending}
        aria-label={t(isOff ? 'hook.onOf' : 'hook.offOf', { name })}
        onClick={() => {
          change.mutate(isOff);
        }}
      >
        {t(isOff ? 'hook.on' : 'hook.off')}
      </Button>
      <Button size="small" aria-label={t('hook.removeOf', { name })} onClick={ask}>
        {t('hook.remove')}
      </Button>
    </span>
  );
}
