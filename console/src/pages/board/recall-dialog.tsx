import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnouncementRow } from '../../../../src/contract/api/intake.js';
import type { RecallAnswer } from '../../../../src/contract/api/recall.js';
import { RecallReason } from '../../../../src/contract/values.js';
import { createRecall } from '../../api/recall-calls.js';
import { useMay } from '../../app/me.js';
import { useRefresh, useTargets } from '../../app/queries.js';
import { isCorrectable } from '../../lib/correction-steps.js';
import { recallable, type Touched } from '../../lib/recall-scope.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Failure, Loading, Notice } from '../../ui/feedback.js';
import { DeliveryMark } from '../../ui/state.js';
import { TargetNamed } from '../../ui/target-name.js';
import { useTouched } from '../recall/use-touched.js';

interface RecallDialogProps {
  announcement: Pick<AnnouncementRow, 'id' | 'title' | 'deliveries'>;
  onClose: () => void;
  /** Correcting it is often enough. */
  onCorrect: () => void;
}

/** Asks for an announcement to be taken back. It names it and counts what is touched before anything happens. */
export function RecallDialog({ announcement, onClose, onCorrect }: RecallDialogProps) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const mayActAlone = useMay('recall.emergency');
  const open = recallable(announcement.deliveries);
  const ids = open.map((delivery) => delivery.targetId);
  const [chosen, setChosen] = useState(ids);
  const [reason, setReason] = useState<RecallReason>();
  const [note, setNote] = useState('');
  const [emergency, setEmergency] = useState(false);
  const all = chosen.length === ids.length;
  const { query, touched } = useTouched(announcement, all ? undefined : chosen);

  const recall = useMutation({
    mutationFn: (why: RecallReason) =>
      createRecall(announcement.id, {
        reason: why,
        note: note.trim(),
        emergency,
        ...(all ? {} : { targetIds: chosen }),
      }),
    onSuccess: () => refresh(),
  });

  const title = useRecallTitle(announcement.title, touched);
  if (recall.data !== undefined)
    return <Asked title={announcement.title} answer={recall.data} onClose={onClose} />;
  if (query.data?.waiting !== undefined)
    return <Waits title={announcement.title} requestId={query.data.waiting} onClose={onClose} />;
  return (
    <Modal
      open
      onCancel={onClose}
      title={title}
      okText={t(emergency ? 'recall.okNow' : 'recall.ok')}
      okButtonProps={{
        danger: true,
        disabled: reason === undefined || chosen.length === 0 || touched === undefined,
      }}
      cancelText={t('action.cancel')}
      confirmLoading={recall.isPending}
      onOk={() => {
        if (reason !== undefined) recall.mutate(reason);
      }}
      width={560}
    >
      <p className="modal-lead">
        {touched !== undefined &&
          touched.targets > 0 &&
          touched.cancels > 0 &&
          t('recall.alsoCancels', { count: touched.cancels })}
        {t('recall.text')}
      </p>
      <Gentler announcement={announcement} onCorrect={onCorrect} />
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Loading lines={2} />}
      {open.length > 1 && <Places open={open} chosen={chosen} onChange={setChosen} />}
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
      <div className="form-row">
        {mayActAlone && (
          <Checkbox
            checked={emergency}
            onChange={(event) => {
              setEmergency(event.target.checked);
            }}
          >
            {t('recall.emergency')}
          </Checkbox>
        )}
        <span className={emergency ? 'tone-cinnabar' : 'form-hint'} role={emergency ? 'alert' : undefined}>
          {t(emergency ? 'recall.emergencyHint' : 'recall.second')}
        </span>
      </div>
      {recall.isError && <Failure error={recall.error} />}
    </Modal>
  );
}

interface PlacesProps {
  open: AnnouncementRow['deliveries'];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

function Places({ open, chosen, onChange }: PlacesProps) {
  const { t } = useTranslation();
  const targets = useTargets().data ?? [];
  return (
    <div className="form-row">
      <span className="form-label">{t('recall.where')}</span>
      <Checkbox.Group className="recall-targets" value={chosen} onChange={onChange}>
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
  );
}

function Gentler({ announcement, onCorrect }: Pick<RecallDialogProps, 'announcement' | 'onCorrect'>) {
  const { t } = useTranslation();
  const mayWrite = useMay('announcement.write');
  if (!mayWrite || !announcement.deliveries.some(isCorrectable)) return null;
  return (
    <p className="modal-lead">
      {t('recall.gentler')}
      <button type="button" className="link-button" onClick={onCorrect}>
        {t('recall.gentlerLink')}
      </button>
    </p>
  );
}

/** Somebody has asked already; another request would only stand in its way. */
function Waits({ title, requestId, onClose }: { title: string; requestId: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Leading
      title={t('recall.titlePlain', { title })}
      said={t('recall.waiting')}
      text={t('recall.waitingText')}
      to={`/recalls/${requestId}`}
      link={t('recall.toRequest')}
      onClose={onClose}
    />
  );
}

/** It is asked for, or has begun; the way to its page. */
function Asked({ title, answer, onClose }: { title: string; answer: RecallAnswer; onClose: () => void }) {
  const { t } = useTranslation();
  const begun = answer.request.decision !== undefined;
  return (
    <Leading
      title={t('recall.titlePlain', { title })}
      said={t(begun ? 'recall.begun' : 'recall.asked')}
      text={t(begun ? 'recall.begunText' : 'recall.askedText')}
      to={`/recalls/${answer.request.id}`}
      link={t('recall.toProgress')}
      onClose={onClose}
    />
  );
}

interface LeadingProps {
  title: string;
  said: string;
  text: string;
  to: string;
  link: string;
  onClose: () => void;
}

function Leading({ title, said, text, to, link, onClose }: LeadingProps) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      onCancel={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{t('action.close')}</Button>
          <ButtonLink to={to} className="recall-onward" type="primary">
            {link}
          </ButtonLink>
        </>
      }
      width={560}
    >
      <Notice tone="amber" title={said}>
        {text}
      </Notice>
    </Modal>
  );
}

/** The sentence that names the thing and counts the places. */
function useRecallTitle(title: string, touched: Touched | undefined): string {
  const { t } = useTranslation();
  if (touched === undefined) return t('recall.titlePlain', { title });
  const { targets, screens, cancels } = touched;
  if (targets === 0) return t('recall.titleCancel', { title, cancels });
  return screens > 0
    ? t('recall.title', { title, targets, screens })
    : t('recall.titleNoScreens', { title, targets });
}
