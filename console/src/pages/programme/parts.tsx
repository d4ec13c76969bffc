import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgrammeView } from '../../../../src/contract/api/programmes.js';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import type { Plan } from '../../../../src/contract/programme.js';

export interface ListProps {
  view: ProgrammeView;
  plan: Plan;
  screens: readonly ScreenView[];
  /** Missing for who may only look. */
  onChange?: ((plan: Plan) => void) | undefined;
}

export function Section({
  title,
  text,
  add,
  children,
}: {
  title: string;
  text?: string;
  add?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="programme-section">
      <div className="programme-head">
        <h2 className="section-title">{title}</h2>
        {add}
      </div>
      {text !== undefined && <p className="form-hint">{text}</p>}
      {children}
    </section>
  );
}

interface RowProps {
  name: string;
  children: ReactNode;
  figure?: ReactNode;
  onEdit?: (() => void) | undefined;
  /** Missing while something else needs it. */
  onRemove?: (() => void) | undefined;
}

export function Row({ name, children, figure, onEdit, onRemove }: RowProps) {
  const { t } = useTranslation();
  return (
    <li className="card programme-row">
      {figure}
      <div className="programme-words">
        <strong>{name}</strong>
        <span className="quiet">{children}</span>
      </div>
      {onEdit && (
        <span className="programme-buttons">
          <Button size="small" aria-label={t('programme.editNamed', { name })} onClick={onEdit}>
            {t('programme.edit')}
          </Button>
          <Button
            size="small"
            danger
            disabled={!onRemove}
            title={onRemove ? undefined : t('programme.inUse')}
            aria-label={t('programme.removeNamed', { name })}
            onClick={onRemove}
          >
            {t('programme.remove')}
          </Button>
        </span>
      )}
    </li>
  );
}
