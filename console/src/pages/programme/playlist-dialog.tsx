import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgrammeView } from '../../../../src/contract/api/programmes.js';
import { isOfSites } from '../../../../src/contract/display.js';
import { Playlist, type Entry } from '../../../../src/contract/programme.js';
import { FormRow } from '../../ui/form-row.js';
import { EntryFields } from './entry-fields.js';

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
  const isStrange = draft.entries.some(
    (entry) => entry.kind === 'web' && !isOfSites(entry.url, view.webOrigins),
  );
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
        return { kind, url: view.webOrigins[0] ?? '', seconds: 30 };
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
      okButtonProps={{ disabled: !wish.success || isStrange }}
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
