import type { ReactNode } from 'react';
import { Failure, Loading } from '../../ui/feedback.js';

interface ColumnQuery {
  isPending: boolean;
  isError: boolean;
  error: unknown;
  refetch: () => Promise<unknown>;
}

interface ColumnProps {
  title: string;
  count: number;
  queries: ColumnQuery[];
  empty: string;
  urgent?: boolean;
  /** Below the list. */
  more?: ReactNode;
  children: ReactNode;
}

/** One list of the first page: its title with the number, and a word when it is empty. */
export function Column({ title, count, queries, empty, urgent = false, more, children }: ColumnProps) {
  const broken = queries.find((query) => query.isError);
  const pending = queries.some((query) => query.isPending);
  let content: ReactNode = <ul>{children}</ul>;
  if (broken !== undefined) {
    const retry = () => void Promise.all(queries.map((query) => query.refetch()));
    content = <Failure error={broken.error} onRetry={retry} />;
  } else if (count === 0) content = pending ? <Loading lines={3} /> : <p className="today-empty">{empty}</p>;
  return (
    <section
      className={urgent && count > 0 ? 'today-column today-urgent' : 'today-column'}
      aria-label={title}
    >
      <h2>
        {title}
        {count > 0 && <span className="today-count">{count}</span>}
      </h2>
      {content}
      {more !== undefined && more !== false && <p className="today-more">{more}</p>}
    </section>
  );
}
