import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BulkAction, BulkResults } from '../../../../src/contract/api/fleet.js';
import { actOnScreens } from '../../api/fleet-calls.js';
import { useRefresh } from '../../app/queries.js';
import { useProblemText } from '../../ui/feedback.js';

/** Does something with many screens, and says with how many it was done and why not with the others. */
export function useAct() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const words = useProblemText();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ ids, action }: { ids: string[]; action: BulkAction }) => actOnScreens(ids, action),
    onSuccess: async ({ results }: BulkResults, { action }) => {
      const failed = results.flatMap(({ code }) => code ?? []);
      const done = results.length - failed.length;
      const [code] = failed;
      if (code !== undefined)
        message.warning(t('fleetBulk.partly', { done, failed: failed.length, why: t(`problem.${code}`) }));
      else if (action.kind === 'command')
        message.success(t('fleetCommand.sent', { count: done, what: t(`fleetCommand.${action.command}`) }));
      else message.success(t('fleetBulk.done', { count: done }));
      await refresh(['fleet', 'screens', 'screen']);
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
}

/** Asks for what interrupts the picture before it is done. */
export function useAskFirst() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const act = useAct();
  const remove = (ids: string[], then: () => void) => {
    modal.confirm({
      title: t('fleetBulk.removeTitle', { count: ids.length }),
      content: t('fleetBulk.removeText'),
      okText: t('screens.revoke'),
      okButtonProps: { danger: true },
      cancelText: t('action.cancel'),
      onOk: () => act.mutateAsync({ ids, action: { kind: 'remove' } }).then(then, () => undefined),
    });
  };
  const restart = (ids: string[]) => {
    modal.confirm({
      title: t('fleetCommand.restartTitle', { count: ids.length }),
      content: t('fleetCommand.restartText'),
      okText: t('fleetCommand.restart'),
      cancelText: t('action.cancel'),
      onOk: () =>
        act.mutateAsync({ ids, action: { kind: 'command', command: 'restart' } }).catch(() => undefined),
    });
  };
  return { act, remove, restart };
}
