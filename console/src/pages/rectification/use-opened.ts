import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import type { OpenRectification } from '../../../../src/contract/api/rectification.js';
import { useRefresh } from '../../app/queries.js';

/** Opens a rectification, and leads to it. */
export function useOpened(open: (wish: OpenRectification) => Promise<{ id: string }>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: open,
    onSuccess: async ({ id }) => {
      message.success(t('rectification.begun'));
      await refresh(['rectifications']);
      await navigate(`/rectifications/${id}`);
    },
  });
}
