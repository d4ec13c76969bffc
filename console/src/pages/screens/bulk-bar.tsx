import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MoveDialog, TagDialog } from './bulk-dialogs.js';
import { useAskFirst } from './use-act.js';

/** What can be done with all screens that were picked. */
export function BulkBar({ ids, tags, onDone }: { ids: string[]; tags: string[]; onDone: () => void }) {
  const { t } = useTranslation();
  const { act, remove, restart } = useAskFirst();
  const [dialog, setDialog] = useState<'move' | 'tag'>();
  const close = () => {
    setDialog(undefined);
  };
  return (
    <div className="bulk-bar" role="toolbar" aria-label={t('fleet.picked', { count: ids.length })}>
      <strong className="num">{t('fleet.picked', { count: ids.length })}</strong>
      <div className="bulk-buttons">
        {(['identify', 'screenshot', 'reload'] as const).map((command) => (
          <Button
            key={command}
            size="small"
            disabled={act.isPending}
            onClick={() => {
              act.mutate({ ids, action: { kind: 'command', command } });
            }}
          >
            {t(`fleetCommand.${command}`)}
          </Button>
        ))}
        <Button
          size="small"
          onClick={() => {
            restart(ids);
          }}
        >
          {t('fleetCommand.restart')}
        </Button>
        {(['move', 'tag'] as const).map((kind) => (
          <Button
            key={kind}
            size="small"
            onClick={() => {
              setDialog(kind);
            }}
          >
            {t(`fleetBulk.${kind}`)}
          </Button>
        ))}
        <Button
          size="small"
          danger
          onClick={() => {
            remove(ids, onDone);
          }}
        >
          {t('fleetBulk.remove')}
        </Button>
      </div>
      <Button size="small" type="text" onClick={onDone}>
        {t('fleet.unpick')}
      </Button>
      {dialog === 'move' && <MoveDialog ids={ids} onClose={close} />}
      {dialog === 'tag' && <TagDialog ids={ids} tags={tags} onClose={close} />}
    </div>
  );
}
