import { useMutation } from '@tanstack/react-query';
import { App, ConfigProvider, Segmented } from 'antd';
import { lazy, memo, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import type { AnnouncementDetail, DraftFields } from '../../../../src/contract/api/intake.js';
import type { TargetView } from '../../../../src/contract/api/targets.js';
import { submitDraft } from '../../api/announcement-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure, Notice } from '../../ui/feedback.js';
import { useTitle } from '../../ui/page.js';
import { Lookers } from '../../ui/lookers.js';
import { When } from '../../ui/when.js';
import { CorrectionBanner } from '../correction/correction-banner.js';
import { useBlocks } from './blocks.js';
import { BottomBar } from './bottom-bar.js';
import { ConflictDialog } from './conflict-dialog.js';
import { DraftFindings } from './draft-findings.js';
import { DraftForm } from './draft-form.js';
import { DraftMenu } from './draft-menu.js';
import { CopyNotice } from './copy-notice.js';
import { HeldNotice } from './held-notice.js';
import { ImportReport, NoteList } from './import-report.js';
import { PenNotice } from './pen-notice.js';
import { Previews } from './previews.js';
import { TemplateStart } from './template-start.js';
import { useDraft } from './use-draft.js';
import { useFollow } from './use-follow.js';
import { useLeaving, type PenHold } from './use-pen.js';
import { usePreview } from './use-preview.js';
import { useRestore } from './use-restore.js';
import '../../ui/prose.css';
import './editor.css';
import './rich-text.css';
import './previews.css';
import './bottom-bar.css';
import './dialogs.css';
import './extras.css';
// Last: what narrow and wide windows change of all the others.
import './sizes.css';

const History = lazy(async () => ({ default: (await import('./history.js')).History }));

type Side = 'write' | 'look';

interface DeskProps {
  /** As it was when the page was opened, and as the hub has it now. */
  loaded: AnnouncementDetail;
  newest: AnnouncementDetail;
  pen: PenHold;
  targets: TargetView[] | undefined;
  targetsProblem: unknown;
}

const NONE: TargetView[] = [];

/** The desk: the text on the left, what each target would show on the right, what still blocks at the bottom. */
export const Desk = memo(function Desk({ loaded, newest, pen, targets = NONE, targetsProblem }: DeskProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { saver, state, notes } = useDraft(loaded);
  useLeaving(loaded.id, saver);
  useFollow({ saver, state }, pen, newest);
  const { restore, notice: restored } = useRestore(loaded.id, saver);
  const { readOnly } = pen;
  const [looking, setLooking] = useState(false);
  const preview = usePreview(state.fields, newest.correction?.note);
  const blocks = useBlocks(preview.findings, state.fields, newest);
  const [side, setSide] = useState<Side>('write');
  useTitle(state.fields.title === '' ? t('announcement.untitled') : state.fields.title);

  const refused = useRef<HTMLDivElement>(null);
  const submit = useMutation({
    mutationFn: async () => {
      if (!(await saver.flush())) return undefined;
      return submitDraft(loaded.id, saver.state().revision);
    },
    onSuccess: async (version) => {
      if (version === undefined) return;
      await refresh();
      message.success(t('editor.submitted'));
      await navigate(`/versions/${version.versionId}`);
    },
    // What only the hub found now is shown as well, and where it is said.
    onError: () => {
      preview.retry();
      setSide('write');
      requestAnimationFrame(() => {
        refused.current?.scrollIntoView({ block: 'center', behavior: 'smooth' });
      });
    },
  });

  // What is large is drawn anew only for what it shows: keys are pressed meanwhile.
  const change = useCallback(
    (patch: Partial<DraftFields>) => {
      saver.change(patch);
    },
    [saver],
  );
  const { targetIds } = state.fields;
  const chosen = useMemo(
    () => targets.filter((target) => targetIds.includes(target.id)),
    [targets, targetIds],
  );
  return (
    <div className="desk" data-side={side}>
      <div className="desk-side-switch">
        <Segmented<Side>
          block
          value={side}
          onChange={setSide}
          options={[
            { value: 'write', label: t('editor.write') },
            { value: 'look', label: t('editor.look') },
          ]}
        />
      </div>
      <div className="desk-text">
        <h1 className="visually-hidden">{t('editor.title')}</h1>
        <Lookers id={loaded.id} place="edit" />
        <PenNotice pen={pen} saver={saver} />
        <HeldNotice state={state} saver={saver} newest={newest} />
        {restored}
        <ImportReport />
        <CopyNotice />
        {newest.returned !== undefined && (
          <Notice
            tone="cinnabar"
            title={
              <>
                {t('editor.returned', { name: newest.returned.by.name })} · <When at={newest.returned.at} />
              </>
            }
          >
            {newest.returned.opinion}
          </Notice>
        )}
        <ConfigProvider componentDisabled={readOnly}>
          {newest.correction !== undefined && (
            <CorrectionBanner announcement={newest} note={newest.correction.note} saver={saver} />
          )}
          {newest.correction === undefined && newest.stage !== 'drafting' && newest.stage !== 'returned' && (
            <Notice tone="amber" title={t('editor.newVersion')}>
              {t('editor.newVersionText')}
            </Notice>
          )}
          {state.taken.length > 0 && (
            <Notice tone="pine" title={t('editor.merged')}>
              {t('editor.mergedText', {
                fields: state.taken.map((field) => t(`field.${field}`)).join(t('list.comma')),
              })}
            </Notice>
          )}
          {notes.length > 0 && (
            <Notice tone="amber" title={t('editor.sanitised')}>
              <NoteList notes={notes} />
            </Notice>
          )}
          {!readOnly && <TemplateStart fields={state.fields} saver={saver} />}
          <DraftForm
            announcement={newest}
            fields={state.fields}
            replaced={state.replaced}
            undoable={state.undoable}
            readOnly={readOnly}
            problems={preview.problems}
            targets={targets}
            targetsProblem={targetsProblem}
            onChange={change}
          />
          <DraftFindings
            findings={preview.findings}
            announcement={newest}
            blocked={blocks.some(({ place }) => place !== undefined)}
            saver={saver}
          />
          <div ref={refused}>{submit.error !== null && <Failure error={submit.error} />}</div>
          {!readOnly && <DraftMenu announcement={newest} saver={saver} />}
        </ConfigProvider>
      </div>
      <Previews preview={preview} targets={chosen} served={state.fields.audience === 'specific'} />
      <BottomBar
        state={state}
        preview={preview}
        blocks={blocks}
        targets={targets}
        submitting={submit.isPending}
        readOnly={readOnly}
        onHistory={() => {
          setLooking(true);
        }}
        onSave={() => void saver.flush()}
        onSubmit={() => {
          submit.mutate();
        }}
        onJump={() => {
          setSide('write');
        }}
      />
      {looking && (
        <Suspense fallback={null}>
          <History
            id={loaded.id}
            fields={state.fields}
            readOnly={readOnly}
            onRestore={async (revision) => {
              await restore(revision);
              setLooking(false);
            }}
            onClose={() => {
              setLooking(false);
            }}
          />
        </Suspense>
      )}
      <ConflictDialog state={state} saver={saver} />
    </div>
  );
});
