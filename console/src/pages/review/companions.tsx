import { useQueries, useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CreateReleaseGroup } from '../../../../src/contract/api/delivery.js';
import { getAnnouncements } from '../../api/announcement-calls.js';
import { getVersion } from '../../api/review-calls.js';
import { useTargets } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';

type Member = CreateReleaseGroup['members'][number];

/** The other approved announcements that shall go together with one, or not at all. */
export interface Companions {
  /** Their versions with all the places that they were approved for and that are in use. */
  members: Member[];
  name: string;
  /** Whether all that is asked for is there. */
  ready: boolean;
  picked: string[];
  pick: (ids: string[]) => void;
  rename: (name: string) => void;
}

export function useCompanions(title: string): Companions {
  const { t } = useTranslation();
  const targets = useTargets().data ?? [];
  const [picked, pick] = useState<string[]>([]);
  const [named, rename] = useState<string>();
  const name = named ?? t('group.nameFor', { title, count: picked.length + 1 }).slice(0, 100);
  const versions = useQueries({
    queries: picked.map((id) => ({
      queryKey: ['version', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => getVersion(id, signal),
    })),
  });
  const inUse = new Set(targets.filter((target) => target.enabled).map(({ id }) => id));
  const members = versions.flatMap(({ data }) =>
    data === undefined
      ? []
      : [
          {
            versionId: data.id,
            targetIds: data.renditions.map(({ targetId }) => targetId).filter((id) => inUse.has(id)),
          },
        ],
  );
  const whole = members.length === picked.length && members.every(({ targetIds }) => targetIds.length > 0);
  const ready = picked.length === 0 || (whole && CreateReleaseGroup.shape.name.safeParse(name).success);
  return { members, name, ready, picked, pick, rename };
}

/** Chooses them, and names the group. */
export function CompanionRow({ own, companions }: { own: string; companions: Companions }) {
  const { t } = useTranslation();
  const approved = useQuery({
    queryKey: ['announcements', 'approved'],
    queryFn: ({ signal }) => getAnnouncements({ stage: 'approved', limit: 100 }, signal),
  });
  // What is for a named party is served, and goes out with nothing.
  const others = (approved.data?.items ?? []).flatMap(({ versionId, title, audience }) =>
    versionId === undefined || versionId === own || audience === 'specific'
      ? []
      : [{ value: versionId, label: title }],
  );
  if (approved.isError) return <Failure error={approved.error} onRetry={() => void approved.refetch()} />;
  const grouped = companions.picked.length > 0;
  // It keeps its place whether there are others or not: a button must not move away under a finger.
  const none = approved.data !== undefined && others.length === 0;
  return (
    <>
      <div className="form-row">
        <label htmlFor="release-with">
          {t('group.with')}
          <span className="form-optional">{t('form.optional')}</span>
        </label>
        <Select
          id="release-with"
          mode="multiple"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={companions.picked}
          onChange={companions.pick}
          options={others}
          loading={approved.isPending}
          disabled={none && !grouped}
          placeholder={t(none ? 'group.withNone' : 'group.withHint')}
        />
        <span className="form-hint">{t(grouped ? 'group.withText' : 'group.withWhy')}</span>
      </div>
      {grouped && (
        <div className="form-row">
          <label htmlFor="release-group-name">{t('group.name')}</label>
          <Input
            id="release-group-name"
            value={companions.name}
            maxLength={100}
            status={companions.name.trim() === '' ? 'error' : ''}
            onChange={(event) => {
              companions.rename(event.target.value);
            }}
          />
        </div>
      )}
    </>
  );
}
