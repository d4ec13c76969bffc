import type { Json } from '../../../src/contract/values.js';

/** What the other side answered, folded away until somebody wants to read it. */
export function Evidence({ label, data }: { label: string; data: Json }) {
  return (
    <details className="evidence">
      <summary>{label}</summary>
      <pre>{typeof data === 'string' ? data : JSON.stringify(data, null, 2)}</pre>
    </details>
  );
}
