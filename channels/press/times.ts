const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `2026年11月23日10:30` in the office's zone. */
export function momentText(at: Date): string {
  const found: Record<string, string> = {};
  for (const { type, value } of parts.formatToParts(at)) found[type] = value;
  const { year = '', month = '', day = '', hour = '', minute = '' } = found;
  return `${year}年${month}月${day}日${hour}:${minute}`;
}

/** `2分10秒`. */
export function durationText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${String(rest)}秒`;
  return rest === 0 ? `${String(minutes)}分钟` : `${String(minutes)}分${String(rest)}秒`;
}
