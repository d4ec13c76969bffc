import { useQuery } from '@tanstack/react-query';
import { AutoComplete, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ProgrammeView } from '../../../../src/contract/api/programmes.js';
import { isOfSites } from '../../../../src/contract/display.js';
import type { Entry } from '../../../../src/contract/programme.js';
import { getBoards } from '../../api/board-calls.js';
import { useProblemText } from '../../ui/feedback.js';

interface FieldsProps<E extends Entry> {
  entry: E;
  view: ProgrammeView;
  onChange: (entry: Entry) => void;
}
type Of<K extends Entry['kind']> = Extract<Entry, { kind: K }>;

/** What an entry of its kind has to know besides. */
export function EntryFields({ entry, view, onChange }: FieldsProps<Entry>) {
  const { t } = useTranslation();
  if (entry.kind === 'notices') return <NoticeFields entry={entry} view={view} onChange={onChange} />;
  return (
    <span className="programme-what programme-pair">
      {entry.kind === 'board' && <BoardField entry={entry} view={view} onChange={onChange} />}
      {entry.kind === 'web' && <WebField entry={entry} view={view} onChange={onChange} />}
      <InputNumber
        aria-label={t('programme.seconds')}
        min={4}
        max={600}
        precision={0}
        suffix={t('programme.seconds')}
        value={entry.seconds}
        onChange={(seconds) => {
          onChange({ ...entry, seconds: seconds ?? 15 });
        }}
      />
    </span>
  );
}

function NoticeFields({ entry, view, onChange }: FieldsProps<Of<'notices'>>) {
  const { t } = useTranslation();
  if (entry.category !== undefined) {
    const categories = [...new Set(view.items.flatMap(({ category }) => category ?? []))];
    return (
      <AutoComplete
        className="programme-what"
        aria-label={t('programme.category')}
        value={entry.category}
        options={categories.map((value) => ({ value }))}
        onChange={(category: string) => {
          onChange({ ...entry, category });
        }}
      />
    );
  }
  if (entry.announcementId === undefined) return <span className="programme-what" />;
  return (
    <Select
      className="programme-what"
      aria-label={t('programme.announcement')}
      value={entry.announcementId}
      options={view.items.map(({ announcementId, title }) => ({ value: announcementId, label: title }))}
      onChange={(announcementId: string) => {
        onChange({ ...entry, announcementId });
      }}
    />
  );
}

/** One of the office's boards; those of other groups would never come to these screens. */
function BoardField({ entry, view, onChange }: FieldsProps<Of<'board'>>) {
  const { t } = useTranslation();
  const words = useProblemText();
  const query = useQuery({ queryKey: ['boards'], queryFn: ({ signal }) => getBoards(signal) });
  const boards = (query.data?.items ?? []).filter(
    ({ id, targetIds }) => id === entry.boardId || targetIds.includes(view.targetId),
  );
  const isMissing = query.isSuccess && boards.length === 0;
  return (
    <span className="programme-field">
      <Select
        aria-label={t('programme.board')}
        placeholder={t('programme.chooseBoard')}
        loading={query.isPending}
        status={query.isError ? 'error' : ''}
        value={boards.some(({ id }) => id === entry.boardId) ? entry.boardId : undefined}
        options={boards.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(boardId: string) => {
          onChange({ ...entry, boardId });
        }}
      />
      {isMissing && <span className="form-hint">{t('programme.noBoards')}</span>}
      {query.isError && (
        <span className="form-hint" role="alert">
          {words(query.error)}
        </span>
      )}
    </span>
  );
}

function WebField({ entry, view, onChange }: FieldsProps<Of<'web'>>) {
  const { t } = useTranslation();
  const { webOrigins } = view;
  const isStrange = entry.url !== '' && !isOfSites(entry.url, webOrigins);
  return (
    <span className="programme-field">
      <AutoComplete
        aria-label={t('programme.webPage')}
        placeholder={webOrigins[0]}
        status={isStrange ? 'error' : ''}
        value={entry.url}
        options={webOrigins.map((value) => ({ value }))}
        onChange={(url: string) => {
          onChange({ ...entry, url: url.trim() });
        }}
      />
      {webOrigins.length === 0 ? (
        <span className="form-hint">{t('programme.noWebPages')}</span>
      ) : (
        isStrange && (
          <span className="form-hint">{t('programme.strangePage', { sites: webOrigins.join(' ') })}</span>
        )
      )}
    </span>
  );
}
