import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { builtInLayouts, type Layout } from '../../../../src/contract/layouts.js';
import type { Rest } from '../../../../src/contract/programme.js';
import { randomId } from '../../lib/random-id.js';
import { LayoutDialog } from './layout-dialog.js';
import { LayoutFigure } from './layout-figure.js';
import { useLayoutName } from './layout-name.js';
import { Row, Section, type ListProps } from './parts.js';
import { put, without } from './plan.js';
import { RestDialog } from './rest-dialog.js';
import { whenWords } from './when-words.js';
import { WhichWords } from './which-fields.js';

export function Layouts({ view, plan, onChange }: ListProps) {
  const { t } = useTranslation();
  const nameOf = useLayoutName();
  const [editing, setEditing] = useState<Layout>();
  const add = onChange && (
    <Button
      size="small"
      onClick={() => {
        const [, start] = builtInLayouts;
        if (start) setEditing({ ...start, id: randomId(), name: '' });
      }}
    >
      {t('programme.addLayout')}
    </Button>
  );
  return (
    <Section title={t('programme.layouts')} add={add}>
      <ul className="programme-rows">
        {[...builtInLayouts, ...plan.layouts].map((layout) => {
          const isOwn = plan.layouts.includes(layout);
          const isUsed = plan.rules.some(({ layoutId }) => layoutId === layout.id);
          return (
            <Row
              key={layout.id}
              name={nameOf(layout)}
              figure={
                <span className="programme-figures">
                  <LayoutFigure zones={layout.landscape} portrait={false} />
                  <LayoutFigure zones={layout.portrait} portrait />
                </span>
              }
              onEdit={
                isOwn
                  ? onChange &&
                    (() => {
                      setEditing(layout);
                    })
                  : undefined
              }
              onRemove={
                isUsed ? undefined : () => onChange?.({ ...plan, layouts: without(plan.layouts, layout.id) })
              }
            >
              {!isOwn && t('programme.builtIn')}
            </Row>
          );
        })}
      </ul>
      {editing && (
        <LayoutDialog
          layout={editing}
          isNew={plan.layouts.every(({ id }) => id !== editing.id)}
          plan={plan}
          panel={view.panel}
          onSave={(layout) => {
            onChange?.({ ...plan, layouts: put(plan.layouts, layout) });
            setEditing(undefined);
          }}
          onClose={() => {
            setEditing(undefined);
          }}
        />
      )}
    </Section>
  );
}

export function Rests({ plan, screens, onChange }: ListProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<Rest>();
  const add = onChange && (
    <Button
      size="small"
      onClick={() => {
        const when = { dayparts: [{ from: '18:30', to: '08:00' }] };
        setEditing({ id: randomId(), when, screens: { ids: [], tags: [] } });
      }}
    >
      {t('programme.addRest')}
    </Button>
  );
  return (
    <Section title={t('programme.rests')} add={add}>
      {plan.rests.length === 0 && <p className="quiet">{t('programme.restsNone')}</p>}
      <ul className="programme-rows">
        {plan.rests.map((rest) => (
          <Row
            key={rest.id}
            name={whenWords(rest.when, t)}
            onEdit={
              onChange &&
              (() => {
                setEditing(rest);
              })
            }
            onRemove={() => onChange?.({ ...plan, rests: without(plan.rests, rest.id) })}
          >
            <WhichWords which={rest.screens} screens={screens} />
          </Row>
        ))}
      </ul>
      {editing && (
        <RestDialog
          rest={editing}
          isNew={plan.rests.every(({ id }) => id !== editing.id)}
          screens={screens}
          onSave={(rest) => {
            onChange?.({ ...plan, rests: put(plan.rests, rest) });
            setEditing(undefined);
          }}
          onClose={() => {
            setEditing(undefined);
          }}
        />
      )}
    </Section>
  );
}
