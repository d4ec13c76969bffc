import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface PageProps {
  title: string;
  /** One line under the title. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** `wide` uses the whole width, for tables with a column a target. */
  width?: 'normal' | 'wide';
  children: ReactNode;
}

/** Sets the window's title. */
export function useTitle(title: string): void {
  const { t } = useTranslation();
  const name = t('app.name');
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
}

/** A page's head and body. */
export function Page({ title, lead, actions, width = 'normal', children }: PageProps) {
  useTitle(title);
  return (
    <div className={`page page-${width}`}>
      <header className="page-head">
        <div className="page-words">
          <h1>{title}</h1>
          {lead !== undefined && <p className="page-lead">{lead}</p>}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
