import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Checkbox, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecallScope } from '../../../../src/contract/api/delivery.js';
import type { AnnouncementRow } from '../../../../src/contract/api/intake.js';
import { RecallReason, type DeliveryState } from '../../../../src/contract/values.js';
import { createRecall, getRecallScope, getScreens } from '../../api/calls.js';
import { useMay } from '../../app/me.js';
import { useRefresh, useTargets } from '../../app/queries.js';
import { isRecallable } from '../../lib/states.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { DeliveryMark } from '../../ui/state.js';
import { TargetNamed } from '../../ui/target-name.js';

interface RecallDialogProps {
  announcement: Pick<AnnouncementRow, 'id' | 'title' | 'deliveries'>;
  onClose: () => void;
}

/** What is out there already; the rest is only cancelled. */
const notYetOut: ReadonlySet<DeliveryState> = new Set(['held', 'scheduled', 'queued']);

/** How many places and screens a recall of these targets touches; of all of them, the hub's own count. */
function useScope(announcement: RecallDialogProps['announcement'], chosen: string[], all: boolean) {
  const deliveries = announcement.deliveries.filter((delivery) => chosen.includes(delivery.targetId));
  const out = deliveries
    .filter((delivery) => !notYetOut.has(delivery.state))
    .map((delivery) => delivery.targetId);
  const whole = useQuery({
    queryKey: ['recall-scope', announcement.id],
    queryFn: ({ signal }) => getRecallScope(announcement.id, signal),
    staleTime: 0,
  });
  const screens = useQuery({
    queryKey: ['screens'],
    queryFn: ({ signal }) => getScreens(signal),
    enabled: useMay('screen.read') && !all,
  });
  const narrowed: RecallScope = {
    targets: out.length,
    screens: (screens.data?.items ?? []).filter((screen) => out.includes(screen.targetId)).length,
    cancels: deliveries.length - out.length,
  };
  return { query: whole, scope: all ? whole.data : narrowed };
}

/** Takes an announcement back. The dialog names it and counts what is touched before anything happens. */
export function RecallDialog({ announcement, onClose }: RecallDialogProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const targets = useTargets().data ?? [];
  const open = announcement.deliveries.filter(isRecallable);
  const ids = open.map((delivery) => delivery.targetId);
  const [chosen, setChosen] = useState(ids);
  const [reason, setReason] = useState<RecallReason>();
  const [note, setNote] = useState('');
  const all = chosen.length === ids.length;
  const { query, scope } = useScope(announcement, chosen, all);

  const recall = useMutation({
    mutationFn: (why: RecallReason) =>
      createRecall(announcement.id, {
        reason: why,
        note: note.trim(),
        ...(all ? {} : { targetIds: chosen }),
      }),
    onSuccess: async () => {
      message.success(t('recall.started'));
      onClose();
      await refresh();
    },
  });

  const title = useRecallTitle(announcement.title, scope);
  return (
    <Modal
      open
      onCancel={onClose}
      title={title}
      okText={t('recall.ok')}
      okButtonProps={{
        danger: true,
        disabled: reason === undefined || chosen.length === 0 || scope === undefined,
      }}
      cancelText={t('action.cancel')}
      confirmLoading={recall.isPending}
      onOk={() => {
        if (reason !== undefined) recall.mutate(reason);
      }}
      width={560}
    >
      <p className="modal-lead">
        {scope !== undefined &&
          scope.targets > 0 &&
          scope.cancels > 0 &&
          t('recall.alsoCancels', { count: scope.cancels })}
        {t('recall.text')}
      </p>
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Loading lines={2} />}
      {open.length > 1 && (
        <div className="form-row">
          <span className="form-label">{t('recall.where')}</span>
          <Checkbox.Group className="recall-targets" value={chosen} onChange={setChosen}>
            {open.map((delivery) => (
              <Checkbox key={delivery.id} value={delivery.targetId}>
                <TargetNamed
                  id={delivery.targetId}
                  name={targets.find((target) => target.id === delivery.targetId)?.name ?? ''}
                />{' '}
                <DeliveryMark state={delivery.state} operation={delivery.operation} />
              </Checkbox>
            ))}
          </Checkbox.Group>
        </div>
      )}
      <div className="form-row">
        <span className="form-label">{t('recall.reason')}</span>
        <Radio.Group
          className="recall-reasons"
          value={reason}
          onChange={(event) => {
            setReason(RecallReason.parse(event.target.value));
          }}
          options={RecallReason.options.map((value) => ({ value, label: t(`gone.${value}`) }))}
        />
        <span className="form-hint">{t('recall.reasonHint')}</span>
      </div>
      <div className="form-row">
        <label htmlFor="recall-note">{t('recall.note')}</label>
        <Input.TextArea
          id="recall-note"
          autoSize={{ minRows: 2, maxRows: 5 }}
          maxLength={2000}
          placeholder={t('recall.noteHint')}
          value={note}
          onChange={(event) => {
            setNote(event.target.value);
          }}
        />
      </div>
      {recall.isError && <Failure error={recall.error} />}
    </Modal>
  );
}

/** The sentence that names the thing and counts the places. */
function useRecallTitle(title: string, scope: RecallScope | undefined): string {
  const { t } = useTranslation();
  if (scope === undefined) return t('recall.titlePlain', { title });
  const { targets, screens, cancels } = scope;
  if (targets === 0) return t('recall.titleCancel', { title, cancels });
  return screens > 0
    ? t('recall.title', { title, targets, screens })
    : t('recall.titleNoScreens', { title, targets });
}
