import { useMutation } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { repairDelivery } from '../../api/delivery-calls.js';
import { useMay } from '../../app/me.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import './story.css';
import './board.css';

interface RepairFormProps {
  deliveryId: string;
  /** Which of the two it is; nothing where the words stand beside it already. */
  what?: 'missing' | 'failed';
  /** What was found, in words. */
  why?: string | undefined;
}

/** What vanished, changed or failed goes out again with one press; a note is kept with it. */
export function RepairForm({ deliveryId, what, why }: RepairFormProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [note, setNote] = useState('');
  const mayRelease = useMay('release.create');
  const repair = useMutation({
    mutationFn: () => repairDelivery(deliveryId, { note: note.trim() }),
    onSuccess: async () => {
      message.success(t('repair.done'));
      await refresh();
    },
  });
  return (
    <section className="resolve" aria-label={what === undefined ? t('repair.ok') : t(`repair.${what}`)}>
      {what !== undefined && (
        <>
          <h3 className="story-head">{t(`repair.${what}`)}</h3>
          {why !== undefined && <p className="repair-why">{why}</p>}
          <p>{t(`repair.${what}Text`)}</p>
        </>
      )}
      {mayRelease && (
        <>
          <Input
            maxLength={2000}
            aria-label={t('repair.note')}
            placeholder={t('repair.note')}
            value={note}
            onChange={(event) => {
              setNote(event.target.value);
            }}
          />
          {repair.isError && <Failure error={repair.error} />}
          <Button
            type="primary"
            loading={repair.isPending}
            onClick={() => {
              repair.mutate();
            }}
          >
            {t('repair.ok')}
          </Button>
        </>
      )}
    </section>
  );
}
