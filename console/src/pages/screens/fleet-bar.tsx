import { Button, Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ScreenState } from '../../../../src/contract/api/fleet.js';
import { fleetViews } from '../../lib/fleet.js';
import { useScreenGroups } from './groups.js';
import type { Fleet } from './use-fleet.js';

const states = ['all', ...ScreenState.options] as const;

/** How the screens are shown, and which of them; all of it stands in the address. */
export function FleetBar({ fleet, alertCount }: { fleet: Fleet; alertCount: number }) {
  const { t } = useTranslation();
  const groups = useScreenGroups();
  const { filter, view, counts, set, tags } = fleet;
  const narrowed = Object.keys(filter).length > 0;
  return (
    <div className="fleet-bar">
      <Segmented
        aria-label={t('fleet.views')}
        value={view}
        onChange={(next) => {
          set('view', next);
        }}
        options={fleetViews.map((one) => ({
          value: one,
          label:
            one === 'alerts' && alertCount > 0
              ? `${t('fleet.view.alerts')} ${alertCount > 99 ? '99+' : String(alertCount)}`
              : t(`fleet.view.${one}`),
        }))}
      />
      {view !== 'alerts' && (
        <div className="fleet-filter" role="group" aria-label={t('fleet.filter')}>
          <Select
            className="fleet-state"
            aria-label={t('fleet.column.state')}
            value={filter.state ?? 'all'}
            onChange={(next) => {
              set('state', next === 'all' ? undefined : next);
            }}
            options={states.map((one) => ({
              value: one,
              label: `${t(`fleet.state.${one}`)} ${String(counts[one])}`,
            }))}
          />
          <Select
            className="fleet-group"
            aria-label={t('fleet.column.group')}
            value={filter.group ?? ''}
            onChange={(next) => {
              set('group', next);
            }}
            options={[
              { value: '', label: t('fleet.anyGroup') },
              ...groups.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          {tags.length > 0 && (
            <Select
              className="fleet-tag"
              aria-label={t('fleet.detail.tags')}
              value={filter.tag ?? ''}
              onChange={(next) => {
                set('tag', next);
              }}
              options={[
                { value: '', label: t('fleet.anyTag') },
                ...tags.map((tag) => ({ value: tag, label: tag })),
              ]}
            />
          )}
          <Input
            className="fleet-search"
            type="search"
            allowClear
            maxLength={100}
            aria-label={t('fleet.search')}
            placeholder={t('fleet.search')}
            value={filter.q ?? ''}
            onChange={(event) => {
              set('q', event.target.value);
            }}
          />
          {narrowed && (
            <Button
              type="text"
              onClick={() => {
                for (const name of ['state', 'group', 'tag', 'q']) set(name, undefined);
              }}
            >
              {t('fleet.clear')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
