import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgrammeView } from '../../../../src/contract/api/programmes.js';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import { dayText } from '../../../../src/contract/kit/office-time.js';
import type { Plan } from '../../../../src/contract/programme.js';
import { hasCode } from '../../api/problem.js';
import { saveProgramme } from '../../api/programme-calls.js';
import { useMay } from '../../app/me.js';
import { useRefresh } from '../../app/queries.js';
import { hubNow } from '../../lib/clock.js';
import { Failure, Notice } from '../../ui/feedback.js';
import { OfficeTimePicker } from '../../ui/office-time-picker.js';
import { When } from '../../ui/when.js';
import { airOf, viewportOf } from './air.js';
import { Layouts, Rests } from './layouts.js';
import { Playlists, Rules } from './lists.js';
import { planOf } from './plan.js';
import { Preview } from './preview.js';
import { Week } from './week.js';

/** A programme that can be changed; the screens follow when it is saved. */
export function ProgrammeDesk({ view, screens }: { view: ProgrammeView; screens: readonly ScreenView[] }) {
  const { t } = useTranslation();
  const mayManage = useMay('screen.manage');
  const kept = useMemo(() => planOf(view.programme), [view.programme]);
  const [plan, setPlan] = useState(kept);
  const [which, setWhich] = useState('landscape');
  const [at, setAt] = useState(() => hubNow().toISOString());
  const screen = screens.find(({ id }) => id === which);
  const viewport = viewportOf(screen, which === 'portrait');
  const { width, height } = viewport;
  const air = useMemo(
    () => airOf(view, plan, screen, { width, height }),
    [view, plan, screen, width, height],
  );
  const changed = JSON.stringify(plan) !== JSON.stringify(kept);
  const lists = { view, plan, screens, onChange: mayManage ? setPlan : undefined };
  return (
    <>
      {changed && (
        <SaveBar
          view={view}
          plan={plan}
          onDiscard={() => {
            setPlan(kept);
          }}
        />
      )}
      <section className="programme-section card programme-looks">
        <div className="programme-asked">
          <h2 className="section-title">{t('programme.preview')}</h2>
          <label htmlFor="preview-screen">{t('programme.previewScreen')}</label>
          <Select
            id="preview-screen"
            value={which}
            options={[
              { value: 'landscape', label: t('programme.anyLandscape') },
              { value: 'portrait', label: t('programme.anyPortrait') },
              ...screens.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={setWhich}
          />
          <label htmlFor="preview-at">{t('programme.previewAt')}</label>
          <OfficeTimePicker
            id="preview-at"
            value={at}
            onChange={(next) => {
              setAt(next ?? hubNow().toISOString());
            }}
          />
          <span>
            <Button
              size="small"
              onClick={() => {
                setAt(hubNow().toISOString());
              }}
            >
              {t('programme.now')}
            </Button>
          </span>
          <p className="quiet">
            {view.changed === undefined ? (
              t('programme.never')
            ) : (
              <>
                {t('programme.changedBy', { name: view.changed.by.name })} <When at={view.changed.at} />
              </>
            )}
          </p>
        </div>
        <Preview view={view} plan={plan} air={air} viewport={viewport} at={Date.parse(at)} />
      </section>
      <section className="programme-section">
        <h2 className="section-title">{t('programme.week')}</h2>
        <p className="form-hint">{t('programme.weekText')}</p>
        <Week air={air} plan={plan} first={dayText(new Date(at))} />
      </section>
      <Rules {...lists} />
      <Playlists {...lists} />
      <Layouts {...lists} />
      <Rests {...lists} />
      <section className="programme-section">
        <Checkbox
          checked={plan.still}
          disabled={!mayManage}
          onChange={({ target: { checked } }) => {
            setPlan({ ...plan, still: checked });
          }}
        >
          {t('programme.still')}
        </Checkbox>
        <span className="form-hint">{t('programme.stillHint')}</span>
      </section>
    </>
  );
}

function SaveBar({ view, plan, onDiscard }: { view: ProgrammeView; plan: Plan; onDiscard: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const refresh = useRefresh();
  const save = useMutation({
    mutationFn: () => saveProgramme(view.targetId, { plan, revision: view.revision }),
    onSuccess: async (saved) => {
      client.setQueryData(['screens', 'programme', view.targetId], saved);
      message.success(t('programme.saved', { name: saved.name }));
      await refresh(['screens', 'ledger']);
    },
  });
  const isStale = save.isError && hasCode(save.error, 'stale_revision');
  return (
    <div className="programme-bar card" role="status">
      {isStale ? (
        <Notice
          tone="amber"
          title={t('programme.stale')}
          action={<Button onClick={() => void refresh(['screens'])}>{t('programme.reload')}</Button>}
        />
      ) : (
        <span>{t('programme.unsaved')}</span>
      )}
      {save.isError && !isStale && <Failure error={save.error} />}
      <span className="programme-buttons">
        <Button
          type="primary"
          loading={save.isPending}
          onClick={() => {
            save.mutate();
          }}
        >
          {t('programme.save')}
        </Button>
        <Button onClick={onDiscard}>{t('programme.discard')}</Button>
      </span>
    </div>
  );
}
