import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useRefresh } from '../../app/queries.js';

/** A step that somebody takes: the page and the lists are fetched again, and its success is said. */
export function useStep<T>(take: (wish: T) => Promise<unknown>, said: string, onDone?: () => void) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: take,
    onSuccess: async () => {
      // The next step needs the number of this one.
      await refresh(['rectification', 'rectifications', 'ledger']);
      message.success(said);
      onDone?.();
    },
  });
}
