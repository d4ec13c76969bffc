import { useQuery } from '@tanstack/react-query';
import { Drawer, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelView, Desk, TargetView } from '../../../../src/contract/api/targets.js';
import { getChannels, getTargetSettings } from '../../api/target-calls.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { TargetForm } from './target-form.js';

interface TargetDrawerProps {
  /** Without one, a new target. */
  target: TargetView | undefined;
  title: string;
  desks: readonly Desk[];
  onClose: () => void;
}

/** A target's settings, beside the list. */
export function TargetDrawer({ target, title, desks, onClose }: TargetDrawerProps) {
  return (
    <Drawer
      open
      onClose={onClose}
      size={600}
      rootClassName="target-drawer"
      title={<h2 className="drawer-title">{title}</h2>}
      mask={{ closable: false }}
    >
      {target === undefined ? (
        <NewTarget desks={desks} onClose={onClose} />
      ) : (
        <EditTarget target={target} onClose={onClose} />
      )}
    </Drawer>
  );
}

function useChannels() {
  return useQuery({
    queryKey: ['channels'],
    queryFn: ({ signal }) => getChannels(signal),
    staleTime: Infinity,
  });
}

function NewTarget({ desks, onClose }: { desks: readonly Desk[]; onClose: () => void }) {
  const query = useChannels();
  const [picked, setPicked] = useState<string>();
  if (query.data === undefined) {
    if (query.isPending) return <Loading />;
    return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  }
  const channels = query.data.filter((channel) => desks.includes(channel.desk));
  const only = channels.length === 1 ? channels[0] : undefined;
  const channel = only ?? channels.find((one) => one.id === picked);
  return (
    <>
      {only === undefined && <ChannelChoice channels={channels} value={picked} onChange={setPicked} />}
      {channel !== undefined && <TargetForm key={channel.id} channel={channel} onDone={onClose} />}
    </>
  );
}

function EditTarget({ target, onClose }: { target: TargetView; onClose: () => void }) {
  const channels = useChannels();
  // As they are stored now: the form must not start from what somebody else has changed since.
  const stored = useQuery({
    queryKey: ['target-settings', target.id],
    queryFn: ({ signal }) => getTargetSettings(target.id, signal),
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const channel = channels.data?.find((one) => one.id === target.channel);
  const broken = [channels, stored].find((query) => query.isError);
  if (broken !== undefined) {
    return (
      <Failure
        error={broken.error}
        onRetry={() => void Promise.all([channels.refetch(), stored.refetch()])}
      />
    );
  }
  if (channel === undefined || stored.data === undefined) return <Loading />;
  return <TargetForm channel={channel} target={target} stored={stored.data} onDone={onClose} />;
}

function ChannelChoice({
  channels,
  value,
  onChange,
}: {
  channels: ChannelView[];
  value: string | undefined;
  onChange: (id: string) => void;
}) {
  const { t } = useTranslation();
  const language = currentLanguage();
  return (
    <div className="form-row">
      <span className="form-label" id="target-channel">
        {t('targets.channel')}
      </span>
      <Radio.Group
        className="channel-choice"
        aria-labelledby="target-channel"
        value={value}
        onChange={(event) => {
          onChange(String(event.target.value));
        }}
        options={channels.map(({ id, label }) => ({ value: id, label: inLanguage(label, language) }))}
      />
      <span className="form-hint">{t('targets.channelHint')}</span>
    </div>
  );
}
