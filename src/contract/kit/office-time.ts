/** The zone in which every office lives; China has one. */
export const OFFICE_ZONE = 'Asia/Shanghai';
export const OFFICE_OFFSET = '+08:00';

let made: Intl.DateTimeFormat | undefined;
/** Made when it is first needed: a browser's first one takes as long as drawing a page. */
const parts = () =>
  (made ??= new Intl.DateTimeFormat('en-GB', {
    timeZone: OFFICE_ZONE,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }));

function read(at: Date) {
  const found: Record<string, string> = {};
  for (const { type, value } of parts().formatToParts(at)) found[type] = value;
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = found;
  return { date: `${year}-${month}-${day}`, minutes: `${hour}:${minute}`, second };
}

/** `2026-11-23 10:30` in the office's zone, as the publishing norms want it. */
export function minuteText(at: Date): string {
  const { date, minutes } = read(at);
  return `${date} ${minutes}`;
}

/** `2026-11-23` in the office's zone. */
export const dayText = (at: Date): string => read(at).date;

/** `2026-11-23T10:30:00+08:00`: the same instant for machines. */
export function machineText(at: Date): string {
  const { date, minutes, second } = read(at);
  return `${date}T${minutes}:${second}${OFFICE_OFFSET}`;
}
