interface SealProps {
  /** Edge length in CSS pixels. */
  size: number;
  /** What a screen reader says; without it the seal is decoration. */
  label?: string;
}

/** The mark: 通 in a seal, drawn as an outline so that it looks the same on every machine. */
export function Seal({ size, label }: SealProps) {
  return (
    <svg
      className="seal"
      width={size}
      height={size}
      viewBox="0 0 64 64"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      <rect className="seal-ground" x="1" y="1" width="62" height="62" rx="9" />
      <rect className="seal-line" x="5" y="5" width="54" height="54" rx="5.5" />
      <path
        className="seal-glyph"
        d="M11.5 10.3 11 10.5C13.1 13.3 15.5 17.4 16.2 20.9C21.5 24.8 25.9 14.3 11.5 10.3ZM45.6 35.9H40.5V30.4H45.6ZM30.6 45.4V37.3H35.5V46.1H36.4C38.9 46.1 40.4 45.2 40.5 44.9V37.3H45.6V41.4C45.6 42 45.5 42.3 44.9 42.3C44.2 42.3 42 42.1 42 42.1V42.7C43.5 43 44.1 43.6 44.4 44.2C44.9 44.9 45 46 45 47.5C50.2 47.1 50.9 45.3 50.9 41.9V24.5C51.9 24.3 52.6 23.8 52.9 23.5L47.6 19.4L45.2 22.2H41.3C42.8 21.5 43.5 19.9 41.8 18.4C44.6 17.4 47.8 16.1 49.7 14.9C50.8 14.8 51.3 14.7 51.7 14.3L46.6 9.5L43.6 12.4H24.3L24.8 13.8H43.2C42.3 14.9 41.2 16.2 40.1 17.4C38.1 16.5 34.7 15.7 29.6 15.5L29.4 16.2C33.5 17.7 36.1 19.8 37.4 21.7C37.6 21.9 37.9 22.1 38.2 22.2H30.9L25.3 19.9V46.8C23.4 46 21.9 45 20.6 43.7V28.7C21.9 28.4 22.7 28.1 23 27.6L17.3 23.1L14.7 26.5H9.1L9.4 28H15.4V44.5C13.4 45.8 10.9 47.6 9 48.7L12.9 54.5C13.3 54.2 13.5 53.8 13.4 53.4C14.9 50.6 17.2 47.1 18.1 45.3C18.6 44.5 19.2 44.3 19.8 45.3C23.8 51.3 28.2 53.6 38.1 53.6C42.4 53.6 47.8 53.6 51.2 53.6C51.5 51.3 52.8 49.4 55 48.8V48.3C49.6 48.6 45.2 48.7 39.9 48.7C34 48.7 29.7 48.3 26.4 47.2C28.5 47.1 30.6 45.9 30.6 45.4ZM45.6 29H40.5V23.6H45.6ZM35.5 35.9H30.6V30.4H35.5ZM35.5 29H30.6V23.6H35.5Z"
      />
    </svg>
  );
}
