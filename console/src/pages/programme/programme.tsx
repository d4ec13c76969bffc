import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { getProgramme } from '../../api/programme-calls.js';
import { getScreens } from '../../api/screen-calls.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { useScreenGroups } from '../screens/groups.js';
import { ProgrammeDesk } from './desk.js';
import './programme.css';
import './dialogs.css';

/** What a group of screens shows when: planned, previewed at any instant, saved as one. */
export function ProgrammePage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const groups = useScreenGroups();
  const targetId = groups.find(({ id }) => id === search.get('group'))?.id ?? groups[0]?.id;
  const query = useQuery({
    queryKey: ['screens', 'programme', targetId],
    queryFn: ({ signal }) => getProgramme(targetId ?? '', signal),
    enabled: targetId !== undefined,
  });
  const screens = useQuery({ queryKey: ['screens'], queryFn: ({ signal }) => getScreens(signal) });
  const view = query.data;
  return (
    <Page
      title={t('nav.programmes')}
      lead={t('programme.lead')}
      width="wide"
      actions={
        groups.length > 1 && (
          <Select
            className="programme-group"
            aria-label={t('programme.group')}
            value={targetId}
            options={groups.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(group: string) => {
              setSearch({ group });
            }}
          />
        )
      }
    >
      {groups.length === 0 && (
        <div className="card">
          <Empty title={t('programme.noGroups')} text={t('programme.noGroupsText')}>
            <Link to="/screens">{t('programme.wall')}</Link>
          </Empty>
        </div>
      )}
      {targetId !== undefined && query.isPending && <Loading lines={10} />}
      {query.isError && view === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {view !== undefined && (
        <ProgrammeDesk
          key={`${view.targetId} ${String(view.revision)}`}
          view={view}
          screens={(screens.data?.items ?? []).filter((screen) => screen.targetId === view.targetId)}
        />
      )}
    </Page>
  );
}
