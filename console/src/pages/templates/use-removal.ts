import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TemplateBoard } from '../../../../src/contract/api/templates.js';
import { templatesQuery } from '../../app/templates.js';
import { useProblemText } from '../../ui/feedback.js';

/** Asks before something of the board goes, and shows the board without it. */
export function useRemoval(
  call: () => Promise<TemplateBoard>,
): (title: string, text: string, ok: string) => void {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const words = useProblemText();
  const remove = useMutation({
    mutationFn: call,
    onSuccess: (board) => {
      client.setQueryData(templatesQuery.queryKey, board);
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  return (title, content, okText) => {
    modal.confirm({
      title,
      content,
      okText,
      cancelText: t('action.cancel'),
      onOk: async () => {
        await remove.mutateAsync();
      },
    });
  };
}
