import type { Json } from '../../../src/contract/values.js';

interface EvidenceProps {
  label: string;
  data: Json;
  /** Somebody has to judge by it right here. */
  open?: boolean;
}

/** What the other side answered, folded away until somebody wants to read it. */
export function Evidence({ label, data, open = false }: EvidenceProps) {
  return (
    <details className="evidence" open={open}>
      <summary>{label}</summary>
      <pre>{typeof data === 'string' ? data : JSON.stringify(data, null, 2)}</pre>
    </details>
  );
}
