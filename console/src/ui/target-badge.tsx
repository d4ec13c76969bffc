/** A target's monogram, so that a row can name several places in little room. The full name is its title. */
export function TargetBadge({ name }: { name: string }) {
  return (
    <span className="target-badge" title={name} role="img" aria-label={name}>
      {Array.from(name)[0] ?? '·'}
    </span>
  );
}
