import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import type { TemplateBoard } from '../../../../src/contract/api/templates.js';
import { templatesQuery } from '../../app/templates.js';

interface Saving<Wish> {
  call: (wish: Wish) => Promise<TemplateBoard>;
  /** What is said once it is kept. */
  said: string;
  onSaved: () => void;
}

/** Keeps a part of the board, and shows the board with it. */
export function useSaving<Wish>({ call, said, onSaved }: Saving<Wish>) {
  const { message } = App.useApp();
  const client = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSuccess: (board) => {
      client.setQueryData(templatesQuery.queryKey, board);
      message.success(said);
      onSaved();
    },
  });
}
