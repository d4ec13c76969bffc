import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLegible, Layout, type Zone, type ZoneShows } from '../../../../src/contract/layouts.js';
import type { Plan } from '../../../../src/contract/programme.js';
import type { Panel } from '../../../../src/contract/slide/panel.js';
import { FormRow } from '../../ui/form-row.js';
import { viewportOf } from './air.js';
import { LayoutFigure } from './layout-figure.js';

const KINDS = ['rule', 'playlist', 'clock', 'publicity', 'ticker'] as const;
const SIDES = ['x', 'y', 'width', 'height'] as const;
type Way = 'landscape' | 'portrait';

interface LayoutDialogProps {
  layout: Layout;
  isNew: boolean;
  plan: Plan;
  panel: Panel;
  onSave: (layout: Layout) => void;
  onClose: () => void;
}

/** Zones in percent, with a picture of them that follows every change. */
export function LayoutDialog({ layout, isNew, plan, panel, onSave, onClose }: LayoutDialogProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(layout);
  const [way, setWay] = useState<Way>('landscape');
  const zones = draft[way];
  const wish = Layout.safeParse(draft);
  const areRight = Layout.shape[way].safeParse(zones).success;
  const viewport = viewportOf(undefined, way === 'portrait');
  const small = zones.filter((zone) => !isLegible(zone, panel, viewport)).map(({ id }) => id);
  const putZones = (next: Zone[]) => {
    setDraft({ ...draft, [way]: next });
  };
  const add = () => {
    const free = ['main', 'side', 'top', 'foot', 'left', 'right'].find((id) =>
      zones.every((z) => z.id !== id),
    );
    putZones([...zones, { id: free ?? 'more', x: 0, y: 0, width: 20, height: 20, shows: { kind: 'clock' } }]);
  };
  return (
    <Modal
      open
      width={760}
      title={t(isNew ? 'programme.addLayout' : 'programme.editLayout')}
      okText={t('action.ok')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !wish.success }}
      onOk={() => {
        if (wish.success) onSave(wish.data);
      }}
      onCancel={onClose}
    >
      <FormRow id="layout-name" label={t('programme.name')}>
        <Input
          id="layout-name"
          autoFocus
          maxLength={60}
          value={draft.name}
          onChange={({ target: { value } }) => {
            setDraft({ ...draft, name: value });
          }}
        />
      </FormRow>
      <Radio.Group
        value={way}
        optionType="button"
        options={(['landscape', 'portrait'] as const).map((value) => ({
          value,
          label: t(`programme.${value}`),
        }))}
        onChange={({ target: { value } }) => {
          setWay(value === 'portrait' ? 'portrait' : 'landscape');
        }}
      />
      <LayoutFigure zones={zones} portrait={way === 'portrait'} large />
      {!areRight && <p className="field-error">{t('programme.wrongZones')}</p>}
      {areRight && small.length > 0 && (
        <p className="field-error">{t('programme.smallZones', { ids: small.join(t('list.comma')) })}</p>
      )}
      <ul className="programme-zones">
        {zones.map((zone, index) => (
          <ZoneRow
            key={zone.id}
            zone={zone}
            plan={plan}
            isLast={zones.length === 1}
            onChange={(next) => {
              putZones(zones.map((one, at) => (at === index ? next : one)));
            }}
            onRemove={() => {
              putZones(zones.filter((_, at) => at !== index));
            }}
          />
        ))}
      </ul>
      <Button size="small" icon={<PlusOutlined />} disabled={zones.length >= 6} onClick={add}>
        {t('programme.addZone')}
      </Button>
    </Modal>
  );
}

interface ZoneRowProps {
  zone: Zone;
  plan: Plan;
  isLast: boolean;
  onChange: (zone: Zone) => void;
  onRemove: () => void;
}

function ZoneRow({ zone, plan: { playlists }, isLast, onChange, onRemove }: ZoneRowProps) {
  const { t } = useTranslation();
  const { id, shows } = zone;
  const start = (kind: ZoneShows['kind']): ZoneShows =>
    kind === 'playlist' ? { kind, playlistId: playlists[0]?.id ?? '' } : { kind };
  return (
    <li>
      <Select
        className="programme-kind"
        aria-label={t('programme.zoneShows', { id })}
        value={shows.kind}
        options={KINDS.map((value) => ({
          value,
          label: t(`programme.shows.${value}`),
          disabled: value === 'playlist' && playlists.length === 0,
        }))}
        onChange={(kind) => {
          onChange({ ...zone, shows: start(kind) });
        }}
      />
      {(shows.kind === 'playlist' || shows.kind === 'ticker') && (
        <Select
          className="programme-kind"
          aria-label={t('programme.playlist')}
          allowClear={shows.kind === 'ticker'}
          placeholder={t('programme.all')}
          value={shows.playlistId}
          options={playlists.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(playlistId: string | undefined) => {
            if (shows.kind === 'ticker') onChange({ ...zone, shows: { kind: 'ticker', playlistId } });
            else if (playlistId !== undefined) onChange({ ...zone, shows: { kind: 'playlist', playlistId } });
          }}
        />
      )}
      {SIDES.map((side) => (
        <InputNumber
          key={side}
          className="programme-side"
          aria-label={`${id} ${t(`programme.${side}`)}`}
          prefix={t(`programme.${side}`)}
          min={side === 'x' || side === 'y' ? 0 : 5}
          max={100}
          value={zone[side]}
          onChange={(value) => {
            onChange({ ...zone, [side]: value ?? zone[side] });
          }}
        />
      ))}
      <Button
        type="text"
        icon={<DeleteOutlined />}
        disabled={isLast}
        aria-label={t('programme.dropZone', { id })}
        onClick={onRemove}
      />
    </li>
  );
}
