import { levelWords, type WarningLevel } from '../../../../src/contract/warning.js';

/** Four bars, as many full as the level is grave. */
export function Level({ level }: { level: WarningLevel }) {
  const { bars, band } = levelWords[level];
  return (
    <svg className="warning-level" viewBox="0 0 26 20" width={26} height={20} aria-hidden>
      {[0, 1, 2, 3].map((n) => (
        <rect
          key={n}
          x={n * 6.5 + 0.5}
          y={12 - n * 4 + 0.5}
          width={5}
          height={7 + n * 4}
          fill={n < bars ? band : 'none'}
          stroke="currentColor"
        />
      ))}
    </svg>
  );
}
