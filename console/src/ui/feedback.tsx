import { Button } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem, type Problem } from '../api/problem.js';

/** Lines that stand where the content will be. Not shown before a moment has passed: a quick answer needs no promise. */
export function Loading({ lines = 6, label }: { lines?: number; label?: string }) {
  const { t } = useTranslation();
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setDue(true);
    }, 180);
    return () => {
      window.clearTimeout(timer);
    };
  }, []);
  return (
    <div className="loading" role="status" aria-busy>
      <span className="visually-hidden">{label ?? t('feedback.loading')}</span>
      {due && Array.from({ length: lines }, (_, line) => <span key={line} className="loading-line" />)}
    </div>
  );
}

/** A good empty state says what it means and what could be done next. */
export function Empty({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <svg className="empty-mark" viewBox="0 0 48 48" aria-hidden>
        <path d="M10 14h28M10 22h28M10 30h18" />
      </svg>
      <p className="empty-title">{title}</p>
      {text !== undefined && <p className="empty-text">{text}</p>}
      {children !== undefined && <div className="empty-action">{children}</div>}
    </div>
  );
}

/** The sentence for a problem: what happened and what to do. */
export function useProblemText(): (error: unknown) => string {
  const { t, i18n } = useTranslation();
  return (error) => {
    const { code, details } = asProblem(error);
    const reason = details?.facts?.['reason'];
    // A file is refused for one of many reasons; each has a sentence of its own.
    const key = `fileReason.${typeof reason === 'string' ? reason : ''}`;
    return i18n.exists(key) ? t(key as 'fileReason.damaged') : t(`problem.${code}`);
  };
}

/** Facts for whoever has to look into it; never the only thing that is said. */
export function ProblemFacts({ problem, under }: { problem: Problem; under?: string | undefined }) {
  const { t } = useTranslation();
  const id = problem.details?.requestId;
  const errors = problem.details?.errors ?? [];
  const fields = under === undefined ? errors : errors.filter(({ path }) => !path.startsWith(`${under}.`));
  if (id === undefined && fields.length === 0) return null;
  return (
    <div className="failure-facts">
      {fields.map((field) => (
        <span key={`${field.path}${field.message}`}>
          {field.path}: {field.message}
        </span>
      ))}
      {id !== undefined && <span>{t('feedback.requestId', { id })}</span>}
    </div>
  );
}

/** Asking again would bring the same answer. */
function isFinal({ code }: Problem): boolean {
  return code === 'not_found' || code === 'gone' || code === 'forbidden';
}

interface FailureProps {
  error: unknown;
  onRetry?: () => void;
  /** Where a form shows its own fields' problems: they are not told twice. */
  under?: string;
}

/** Something could not be read or done. */
export function Failure({ error, onRetry, under }: FailureProps) {
  const { t } = useTranslation();
  const words = useProblemText();
  const problem = asProblem(error);
  return (
    <div className="failure" role="alert">
      <p className="failure-title">{words(problem)}</p>
      <ProblemFacts problem={problem} under={under} />
      {onRetry !== undefined && !isFinal(problem) && (
        <Button onClick={onRetry} size="small">
          {t('action.retry')}
        </Button>
      )}
    </div>
  );
}

/** A note on the page, in one of the house's tones. */
export function Notice({
  tone,
  title,
  children,
  action,
}: {
  tone: 'pine' | 'amber' | 'cinnabar' | 'slate';
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'cinnabar' ? 'alert' : 'status'}>
      <div className="notice-words">
        {title !== undefined && <p className="notice-title">{title}</p>}
        {children !== undefined && <div className="notice-text">{children}</div>}
      </div>
      {action !== undefined && <div className="notice-action">{action}</div>}
    </div>
  );
}
