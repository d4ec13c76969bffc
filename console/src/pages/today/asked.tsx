import type { ReactNode } from 'react';
import './asked.css';

interface AskedProps {
  title: string;
  /** With none, nothing is shown. */
  count: number;
  urgent?: boolean;
  children: ReactNode;
}

/** On the first page, above its columns: what asks this member for something. */
export function Asked({ title, count, urgent = false, children }: AskedProps) {
  if (count === 0) return null;
  return (
    <section className={urgent ? 'asked asked-urgent' : 'asked'} aria-label={title}>
      <h2>
        {title}
        <span className="today-count">{count}</span>
      </h2>
      {children}
    </section>
  );
}
