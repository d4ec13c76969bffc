import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { closeNotice } from '../../api/notice-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { objectionsQuery } from './objections.js';

/** Says what came of it: what its objections say, so that there is nothing to choose. */
export function CloseDialog({ announcementId, onClose }: { announcementId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const query = useQuery(objectionsQuery(announcementId));
  const items = query.data?.items;
  const waiting = items?.filter((one) => one.result === undefined).length ?? 0;
  const outcome = items?.length === 0 ? 'no_objection' : 'objections_settled';
  const close = useMutation({
    mutationFn: () => closeNotice(announcementId, { outcome }),
    onSuccess: async () => {
      message.success(t(`notice.outcome.${outcome}`));
      onClose();
      await refresh();
    },
  });
  return (
    <Modal
      open
      title={t('notice.closeTitle')}
      okText={t(`notice.closeAs.${outcome}`)}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: items === undefined || waiting > 0 }}
      confirmLoading={close.isPending}
      onOk={() => {
        close.mutate();
      }}
      onCancel={onClose}
      width={480}
    >
      {query.isPending && <Loading lines={2} />}
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {items !== undefined && (
        <p>
          {waiting > 0
            ? t('notice.stillOpen', { count: waiting })
            : t(`notice.closeText.${outcome}`, { count: items.length })}
        </p>
      )}
      {close.isError && <Failure error={close.error} />}
    </Modal>
  );
}
