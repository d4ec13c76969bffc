import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TargetSetView, TemplateBoard, TemplateView } from '../../../../src/contract/api/templates.js';
import { removeTargetSet, removeTemplate } from '../../api/template-calls.js';
import { useTargets } from '../../app/queries.js';
import { useTemplates } from '../../app/templates.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { RuleCard } from './rule-card.js';
import { SetDialog } from './set-dialog.js';
import { TemplateDialog } from './template-dialog.js';
import { useRemoval } from './use-removal.js';
import './templates.css';

/** What the office's new announcements begin with. */
export function TemplatesPage() {
  const { t } = useTranslation();
  const query = useTemplates();
  return (
    <Page title={t('nav.templates')} lead={t('template.lead')}>
      <RuleCard />
      {query.isPending && <Loading lines={6} />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data !== undefined && (
        <>
          <Sets board={query.data} />
          <Templates board={query.data} />
        </>
      )}
    </Page>
  );
}

function Sets({ board: { targetSets } }: { board: TemplateBoard }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<TargetSetView | 'new'>();
  return (
    <section>
      <div className="templates-head">
        <h2 className="section-title">{t('template.setsTitle')}</h2>
        <Button
          size="small"
          onClick={() => {
            setEditing('new');
          }}
        >
          {t('template.addSet')}
        </Button>
      </div>
      {targetSets.length === 0 ? (
        <div className="card">
          <Empty title={t('template.setsNone')} text={t('template.setsNoneText')} />
        </div>
      ) : (
        <ul className="templates">
          {targetSets.map((set) => (
            <SetCard
              key={set.name}
              set={set}
              onEdit={() => {
                setEditing(set);
              }}
            />
          ))}
        </ul>
      )}
      {editing !== undefined && (
        <SetDialog
          set={editing === 'new' ? undefined : editing}
          taken={targetSets.map(({ name }) => name)}
          onClose={() => {
            setEditing(undefined);
          }}
        />
      )}
    </section>
  );
}

function SetCard({ set: { name, targetIds, gone }, onEdit }: { set: TargetSetView; onEdit: () => void }) {
  const { t } = useTranslation();
  const targets = useTargets().data ?? [];
  const remove = useRemoval(() => removeTargetSet(name));
  const names = targetIds.flatMap((id) => targets.find((one) => one.id === id)?.name ?? []);
  return (
    <li className="card template">
      <div className="template-head">
        <h3>{name}</h3>
        <span className="template-buttons">
          <Button size="small" aria-label={t('template.editSet', { name })} onClick={onEdit}>
            {t('template.edit')}
          </Button>
          <Button
            size="small"
            aria-label={t('template.removeSet', { name })}
            onClick={() => {
              remove(
                t('template.removeSetTitle', { name }),
                t('template.removeSetText'),
                t('template.remove'),
              );
            }}
          >
            {t('template.remove')}
          </Button>
        </span>
      </div>
      <p>{names.join(t('list.comma'))}</p>
      {gone.length > 0 && (
        <p className="problem-warning">{t('template.setOff', { names: gone.join(t('list.comma')) })}</p>
      )}
    </li>
  );
}

function Templates({ board: { templates, targetSets } }: { board: TemplateBoard }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<TemplateView | 'new'>();
  return (
    <section>
      <div className="templates-head">
        <h2 className="section-title">{t('template.title')}</h2>
        <Button
          size="small"
          type="primary"
          onClick={() => {
            setEditing('new');
          }}
        >
          {t('template.add')}
        </Button>
      </div>
      <ul className="templates">
        {templates.map((template) => (
          <TemplateCard
            key={template.name}
            template={template}
            onEdit={() => {
              setEditing(template);
            }}
          />
        ))}
      </ul>
      {editing !== undefined && (
        <TemplateDialog
          template={editing === 'new' ? undefined : editing}
          taken={templates.map(({ name }) => name)}
          sets={targetSets}
          onClose={() => {
            setEditing(undefined);
          }}
        />
      )}
    </section>
  );
}

function TemplateCard({ template, onEdit }: { template: TemplateView; onEdit: () => void }) {
  const { t } = useTranslation();
  const { name, category, title, targetSet, gone, required, priority, setAt, builtIn } = template;
  const remove = useRemoval(() => removeTemplate(name));
  const list = (parts: readonly string[]) => parts.join(t('list.comma'));
  return (
    <li className="card template">
      <div className="template-head">
        <h3>{name}</h3>
        {setAt === undefined && <span className="quiet">{t('template.builtIn')}</span>}
        <span className="template-buttons">
          <Button size="small" aria-label={t('template.editOf', { name })} onClick={onEdit}>
            {t('template.edit')}
          </Button>
          {setAt !== undefined && (
            <Button
              size="small"
              aria-label={t(builtIn ? 'template.restoreOf' : 'template.removeOf', { name })}
              onClick={() => {
                remove(
                  t(builtIn ? 'template.restoreTitle' : 'template.removeTitle', { name }),
                  t('template.removeText'),
                  t(builtIn ? 'template.restore' : 'template.remove'),
                );
              }}
            >
              {t(builtIn ? 'template.restore' : 'template.remove')}
            </Button>
          )}
        </span>
      </div>
      <p>{title}</p>
      <p className="quiet">
        {[
          ...(name === category ? [] : [category]),
          ...(priority === 'routine' ? [] : [t(`priority.${priority}`)]),
          ...(targetSet === undefined ? [] : [t('template.sendsTo', { name: targetSet })]),
          ...(required.length === 0 ? [] : [t('template.requires', { parts: list(required) })]),
        ].join(' · ')}
      </p>
      {gone.length > 0 && <p className="problem-warning">{t('template.isGone', { names: list(gone) })}</p>}
    </li>
  );
}
