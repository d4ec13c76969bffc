import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { DraftFields, draftLimits, type AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import { createDraft, saveDraft } from '../../api/announcement-calls.js';
import { Problem } from '../../api/problem.js';
import { importWord } from '../../api/upload.js';
import { useMay, useMe } from '../../app/me.js';
import { targetsQuery, useRefresh } from '../../app/queries.js';
import { fileSize } from '../../lib/text.js';
import { Empty, Failure } from '../../ui/feedback.js';
import { useFileDrop } from '../../ui/file-drop.js';
import { Page } from '../../ui/page.js';
import { LastTime } from './last-time.js';
import './list.css';

const OFFICE = '.docx,.doc,.wps,.ofd,.pdf';

/** How a new announcement starts: from an office file, or from an empty page. */
export function NewPage() {
  const { t } = useTranslation();
  const mayWrite = useMay('announcement.write');
  if (!mayWrite) {
    return (
      <Page title={t('new.title')}>
        <Empty title={t('problem.forbidden')} />
      </Page>
    );
  }
  return (
    <Page title={t('new.title')} lead={t('new.lead')}>
      <Choices />
      <LastTime />
    </Page>
  );
}

/** A new draft goes everywhere until somebody unticks a place: its previews are there at once. */
async function enabledTargets(client: QueryClient): Promise<string[]> {
  const targets = await client.query(targetsQuery);
  return targets.filter((target) => target.enabled).map((target) => target.id);
}

async function chooseTargets({ id, draft }: AnnouncementDetail, targetIds: string[]): Promise<void> {
  if (draft.targetIds.length > 0 || targetIds.length === 0) return;
  await saveDraft(id, { ...DraftFields.parse(draft), targetIds, revision: draft.revision });
}

function Choices() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const office = useMe().office;
  const client = useQueryClient();
  const [progress, setProgress] = useState(0);

  const fromWord = useMutation({
    mutationFn: async (file: File) => {
      setProgress(0);
      if (file.size > draftLimits.fileBytes) throw new Problem('file_too_large');
      const imported = await importWord(file, setProgress);
      await chooseTargets(imported.announcement, await enabledTargets(client));
      return imported;
    },
    onSuccess: async ({ announcement, notes }, file) => {
      await refresh(['announcements']);
      await navigate(`/announcements/${announcement.id}/edit`, { state: { notes, file: file.name } });
    },
  });
  const blank = useMutation({
    mutationFn: async () => createDraft({ issuer: office.name, targetIds: await enabledTargets(client) }),
    onSuccess: async (announcement) => {
      await refresh(['announcements']);
      await navigate(`/announcements/${announcement.id}/edit`);
    },
  });
  const failed = fromWord.error ?? blank.error;

  return (
    <>
      <div className="new-choices">
        <WordDrop busy={fromWord.isPending} progress={progress} onFile={fromWord.mutate} />
        <section className="card blank-choice">
          <h2 className="drop-title">{t('new.blank')}</h2>
          <p className="drop-text">{t('new.blankText')}</p>
          <Button
            loading={blank.isPending}
            disabled={fromWord.isPending}
            onClick={() => {
              blank.mutate();
            }}
          >
            {t('new.blankAction')}
          </Button>
        </section>
      </div>
      {failed !== null && (
        <div className="new-failure">
          <Failure error={failed} />
        </div>
      )}
    </>
  );
}

function WordDrop({
  busy,
  progress,
  onFile,
}: {
  busy: boolean;
  progress: number;
  onFile: (file: File) => void;
}) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const drop = useFileDrop((files) => {
    const [file] = files;
    if (file !== undefined && !busy) onFile(file);
  });
  return (
    <section className={drop.over ? 'drop drop-over' : 'drop'} {...drop.handlers}>
      <svg className="drop-page" viewBox="0 0 46 58" aria-hidden>
        <path d="M3 2h27l13 13v41H3zM30 2v13h13M12 26l4 18 7-14 7 14 4-18" />
      </svg>
      <h2 className="drop-title">{t('new.word')}</h2>
      {busy ? (
        <div className="drop-progress" role="status">
          <Progress percent={Math.round(progress * 100)} showInfo={progress < 1} />
          <p className="drop-text">{progress < 1 ? t('new.uploading') : t('new.reading')}</p>
        </div>
      ) : (
        <>
          <p className="drop-text">{t('new.wordText', { size: fileSize(draftLimits.fileBytes) })}</p>
          <Button type="primary" onClick={() => input.current?.click()}>
            {t('new.wordAction')}
          </Button>
        </>
      )}
      <input
        ref={input}
        type="file"
        accept={OFFICE}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </section>
  );
}
