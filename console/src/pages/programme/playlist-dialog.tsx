import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { AutoComplete, Button, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgrammeView } from '../../../../src/contract/api/programmes.js';
import { Playlist, type Entry } from '../../../../src/contract/programme.js';
import { FormRow } from '../../ui/form-row.js';

const KINDS = ['notices', 'category', 'announcement', 'clock', 'publicity', 'board', 'web'] as const;
type Kind = (typeof KINDS)[number];

const kindOf = (entry: Entry): Kind => {
  if (entry.kind !== 'notices') return entry.kind;
  return entry.category !== undefined
    ? 'category'
    : entry.announcementId === undefined
      ? 'notices'
      : 'announcement';
};

interface PlaylistDialogProps {
  playlist: Playlist;
  isNew: boolean;
  view: ProgrammeView;
  onSave: (playlist: Playlist) => void;
  onClose: () => void;
}

/** What a playlist shows in turn. */
export function PlaylistDialog({ playlist, isNew, view, onSave, onClose }: PlaylistDialogProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(playlist);
  const wish = Playlist.safeParse(draft);
  const putEntries = (entries: Entry[]) => {
    setDraft({ ...draft, entries });
  };
  const start = (kind: Kind): Entry => {
    switch (kind) {
      case 'notices':
        return { kind };
      case 'category':
        return { kind: 'notices', category: view.items[0]?.category ?? '通知公告' };
      case 'announcement':
        return { kind: 'notices', announcementId: view.items[0]?.announcementId ?? '' };
      case 'board':
        return { kind, boardId: '', seconds: 15 };
      case 'web':
        return { kind, url: view.webPages[0] ?? '', seconds: 30 };
      default:
        return { kind, seconds: 15 };
    }
  };
  return (
    <Modal
      open
      width={620}
      title={t(isNew ? 'programme.addPlaylist' : 'programme.editPlaylist')}
      okText={t('action.ok')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !wish.success }}
      onOk={() => {
        if (wish.success) onSave(wish.data);
      }}
      onCancel={onClose}
    >
      <FormRow id="playlist-name" label={t('programme.name')}>
        <Input
          id="playlist-name"
          autoFocus
          maxLength={60}
          value={draft.name}
          onChange={({ target: { value } }) => {
            setDraft({ ...draft, name: value });
          }}
        />
      </FormRow>
      <span className="form-label">{t('programme.entries')}</span>
      <ol className="programme-entries">
        {draft.entries.map((entry, index) => (
          <li key={index}>
            <Select<Kind>
              className="programme-kind"
              aria-label={t('programme.entryKind', { number: index + 1 })}
              value={kindOf(entry)}
              options={KINDS.map((value) => ({ value, label: t(`programme.entry.${value}`) }))}
              onChange={(kind) => {
                putEntries(draft.entries.map((one, at) => (at === index ? start(kind) : one)));
              }}
            />
            <EntryFields
              entry={entry}
              view={view}
              onChange={(next) => {
                putEntries(draft.entries.map((one, at) => (at === index ? next : one)));
              }}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              disabled={draft.entries.length === 1}
              aria-label={t('programme.dropEntry', { number: index + 1 })}
              onClick={() => {
                putEntries(draft.entries.filter((_, at) => at !== index));
              }}
            />
          </li>
        ))}
      </ol>
      <Button
        size="small"
        icon={<PlusOutlined />}
        disabled={draft.entries.length >= 50}
        onClick={() => {
          putEntries([...draft.entries, { kind: 'notices' }]);
        }}
      >
        {t('programme.addEntry')}
      </Button>
    </Modal>
  );
}

/** What an entry of its kind has to know besides. */
function EntryFields({
  entry,
  view,
  onChange,
}: {
  entry: Entry;
  view: ProgrammeView;
  onChange: (entry: Entry) => void;
}) {
  const { t } = useTranslation();
  const categories = [...new Set(view.items.flatMap(({ category }) => category ?? []))];
  if (entry.kind === 'notices') {
    if (entry.category !== undefined)
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
  return (
    <span className="programme-what programme-pair">
      {entry.kind === 'board' && (
        <Input
          aria-label={t('programme.boardId')}
          placeholder={t('programme.boardId')}
          value={entry.boardId}
          onChange={({ target: { value } }) => {
            onChange({ ...entry, boardId: value.trim() });
          }}
        />
      )}
      {entry.kind === 'web' && (
        <Select
          aria-label={t('programme.webPage')}
          value={entry.url === '' ? undefined : entry.url}
          placeholder={view.webPages.length === 0 ? t('programme.noWebPages') : undefined}
          options={view.webPages.map((value) => ({ value, label: value }))}
          onChange={(url: string) => {
            onChange({ ...entry, url });
          }}
        />
      )}
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
