import { App } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import { noteError } from '../../app/queries.js';
import type { DraftSaver, SaverState } from '../../lib/draft-saver.js';
import { storedOf } from './use-draft.js';
import type { PenHold } from './use-pen.js';

/** Keeps the page with what others save while they write, and goes on with what is here when the pen comes back. */
export function useFollow(
  { saver, state }: { saver: DraftSaver; state: SaverState },
  pen: PenHold,
  newest: AnnouncementDetail,
): void {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { readOnly, heardAt } = pen;

  useEffect(() => {
    const { status, revision } = saver.state();
    if (readOnly && status === 'saved' && newest.draft.revision > revision)
      saver.adopt(storedOf(newest), new Date(newest.draft.savedAt));
  }, [saver, readOnly, newest, state.status]);

  const revision = pen.view?.revision ?? 0;
  useEffect(() => {
    if (readOnly) return;
    if (saver.state().status === 'held') void saver.resume();
    else if (revision > saver.state().revision) void saver.catchUp();
  }, [saver, readOnly, revision, heardAt]);

  // Somebody else has it: who, is asked at once.
  const { beat } = pen;
  const ask = useRef(beat);
  ask.current = beat;
  useEffect(() => {
    if (state.status === 'held') void ask.current().catch(noteError);
  }, [state.status]);

  const was = useRef(readOnly);
  const { holder } = pen.view ?? {};
  useEffect(() => {
    if (was.current && !readOnly) message.success(t('pen.yours'));
    if (!was.current && readOnly && holder !== undefined && !holder.self)
      message.info(t('pen.theirs', { name: holder.name }), 6);
    was.current = readOnly;
  }, [readOnly, holder, message, t]);
}
