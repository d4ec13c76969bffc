import { useMutation } from '@tanstack/react-query';
import { App, Checkbox, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { z } from 'zod';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import type { TargetView } from '../../../../src/contract/api/targets.js';
import { CreateReleaseGroup } from '../../../../src/contract/api/delivery.js';
import { CreateRelease, type VersionDetail } from '../../../../src/contract/api/review.js';
import { Priority } from '../../../../src/contract/values.js';
import { noticeDaysOf } from '../../../../src/contract/kit/workdays.js';
import { createReleaseGroup } from '../../api/delivery-calls.js';
import { createRelease } from '../../api/review-calls.js';
import { asProblem, hasCode } from '../../api/problem.js';
import { useRefresh, useTargets } from '../../app/queries.js';
import { useTemplates } from '../../app/templates.js';
import { hubNow } from '../../lib/clock.js';
import { correctionStep } from '../../lib/correction-steps.js';
import { defaultOf } from '../../lib/templates.js';
import { Cautions } from '../../ui/cautions.js';
import { Failure, Notice } from '../../ui/feedback.js';
import { OfficeTimePicker } from '../../ui/office-time-picker.js';
import { TargetName } from '../../ui/target-name.js';
import { useMomentWords } from '../../ui/when.js';
import { dayWord, WindowLine } from '../notice/window.js';
import { CompanionRow, useCompanions } from './companions.js';
import { useWaitingGroup, WithGroup } from './with-group.js';

interface ReleaseDialogProps {
  version: VersionDetail;
  announcement: AnnouncementDetail;
  open: boolean;
  onClose: () => void;
}

/** When and where an approved version goes out: fewer places than approved, another time, a priority. */
export function ReleaseDialog({ version, announcement, open, onClose }: ReleaseDialogProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const moment = useMomentWords();
  const targets = useTargets().data ?? [];
  const approved = version.renditions.map((rendition) => rendition.targetId);
  // What two on duty let go is not planned ahead of its review.
  const atOnce = version.afterReview !== undefined && version.afterReview.outcome !== 'confirmed';
  const planned = !atOnce && version.plannedAt !== undefined && new Date(version.plannedAt) > hubNow();
  const [chosen, setChosen] = useState(approved);
  const [timed, setTimed] = useState(planned);
  const [at, setAt] = useState(planned ? version.plannedAt : undefined);
  const [until, setUntil] = useState(version.expiresAt);
  const [wish, setPriority] = useState<Priority>();
  // Until somebody chooses: an emergency as such, and otherwise the one that the office set for the kind.
  const kind = defaultOf(useTemplates().data?.templates ?? [], version.category);
  const usual = version.afterReview === undefined ? kind?.priority : 'emergency';
  const priority = wish ?? usual ?? 'routine';

  const notice = noticeDaysOf(version);
  const correction = announcement.correction !== undefined;
  const waiting = useWaitingGroup(announcement);
  const companions = useCompanions(version.title);
  const grouped = companions.picked.length > 0;
  const release = useMutation({
    mutationFn: async () => {
      const common = {
        publishAt: timed && waiting === undefined ? at : undefined,
        expiresAt: until,
        priority,
      };
      if (!grouped) {
        await createRelease(version.id, CreateRelease.parse({ ...common, targetIds: chosen, correction }));
        return '/board';
      }
      const members = [{ versionId: version.id, targetIds: chosen }, ...companions.members];
      const group = await createReleaseGroup(
        CreateReleaseGroup.parse({ ...common, name: companions.name, members }),
      );
      return `/groups/${group.id}`;
    },
    onSuccess: async (next) => {
      message.success(t(correction ? 'correction.releaseDone' : 'release.done'));
      onClose();
      await refresh();
      await navigate(next);
    },
  });

  const own = timed ? at : undefined;
  const goesAt = waiting?.publishAt ?? own;
  const when = goesAt === undefined ? t('release.now') : moment(goesAt);
  const okText = grouped
    ? t('group.ok', { count: companions.picked.length + 1, when })
    : t(correction ? 'correction.releaseOk' : 'release.ok', { count: chosen.length, when });
  return (
    <Modal
      open={open}
      onCancel={onClose}
      title={t(correction ? 'correction.releaseTitle' : 'release.title', { title: version.title })}
      okText={okText}
      okButtonProps={{
        disabled: chosen.length === 0 || (timed && goesAt === undefined) || !companions.ready,
      }}
      cancelText={t('action.cancel')}
      confirmLoading={release.isPending}
      onOk={() => {
        release.mutate();
      }}
      width={560}
    >
      <div className="form-row">
        <span className="form-label">{t('release.targets')}</span>
        <Checkbox.Group
          value={chosen}
          onChange={setChosen}
          className="release-targets"
          options={approved.map((id) => {
            const target = targets.find((one) => one.id === id);
            const name = target?.name ?? t('version.unknownTarget');
            return {
              value: id,
              label: (
                <>
                  <TargetName target={{ name, drill: target?.drill === true }} />
                  {correction && <StepWords targetId={id} target={target} announcement={announcement} />}
                </>
              ),
            };
          })}
        />
        {chosen.length < approved.length && (
          <span className="form-hint">{t(correction ? 'correction.left' : 'release.narrowed')}</span>
        )}
      </div>
      <Cautions targets={targets.filter((target) => chosen.includes(target.id))} />
      {waiting !== undefined && <WithGroup group={waiting} />}
      {waiting === undefined && (
        <div className="form-row">
          <span className="form-label">{t('release.when')}</span>
          <Radio.Group
            value={timed}
            onChange={(event) => {
              setTimed(event.target.value === true);
            }}
            options={[
              { value: false, label: t('release.now') },
              { value: true, label: t('release.timed') },
            ]}
          />
          {timed && <TimePick label={t('release.when')} value={at} onChange={setAt} />}
          {version.plannedAt !== undefined && (
            <span className="form-hint">{t('release.planned', { when: moment(version.plannedAt) })}</span>
          )}
        </div>
      )}
      <div className="form-row">
        <span className="form-label">{t('field.expiresAt')}</span>
        <TimePick
          label={t('field.expiresAt')}
          value={until}
          onChange={setUntil}
          placeholder={t(notice === undefined ? 'editor.expiresAtHint' : 'editor.noticeEndHint')}
        />
        {notice !== undefined && !correction && (
          <WindowLine publishAt={timed ? at : undefined} days={notice} />
        )}
      </div>
      <div className="form-row">
        <span className="form-label">{t('release.priority')}</span>
        <Radio.Group
          value={priority}
          onChange={(event) => {
            setPriority(Priority.parse(event.target.value));
          }}
          options={Priority.options.map((value) => ({ value, label: t(`priority.${value}`) }))}
        />
        <span className="form-hint">{t(`priority.hint.${priority}`)}</span>
      </div>
      {!correction && open && <CompanionRow own={version.id} companions={companions} />}
      {release.isError && <Refused error={release.error} />}
    </Modal>
  );
}

/** Why it did not go; a public notice that is too short is told its earliest end. */
function Refused({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const facts = asProblem(error).details?.facts;
  const last = z.iso.date().safeParse(facts?.['last']);
  if (!hasCode(error, 'notice_too_short') || !last.success) return <Failure error={error} />;
  return (
    <Notice tone="cinnabar">
      {t('notice.refused', { last: dayWord(last.data), count: Number(facts?.['days']) })}
    </Notice>
  );
}

interface StepWordsProps {
  targetId: string;
  target: TargetView | undefined;
  announcement: AnnouncementDetail;
}

/** What a correction does at this place. */
function StepWords({ targetId, target, announcement }: StepWordsProps) {
  const { t } = useTranslation();
  const dot = announcement.deliveries.find((delivery) => delivery.targetId === targetId);
  const step = correctionStep(dot, target?.capabilities);
  return (
    <span className={step === 'again' || step === 'busy' ? 'release-step tone-amber' : 'release-step quiet'}>
      {t(`correction.step.${step}`)}
    </span>
  );
}

interface TimePickProps {
  label: string;
  value: string | undefined;
  placeholder?: string;
  onChange: (value: string | undefined) => void;
}

function TimePick({ label, value, placeholder, onChange }: TimePickProps) {
  return (
    <OfficeTimePicker
      aria-label={label}
      {...(placeholder === undefined ? {} : { placeholder })}
      value={value}
      ahead
      onChange={onChange}
    />
  );
}
