/** Picture formats that a browser shows and that cannot carry scripts. */
const pictureEndings: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
};

export const isPicture = (mediaType: string): boolean => mediaType in pictureEndings;

/** The ending for a served picture's path. */
export const pictureEnding = (mediaType: string): string => pictureEndings[mediaType] ?? 'bin';

/** The ending that a file's own name carries, if it is a plain one; `bin` otherwise. */
export function nameEnding(name: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? 'bin';
}

/** A media type that is safe to send back as a header; anything odd becomes a plain stream of bytes. */
export function safeMediaType(mediaType: string): string {
  return /^[a-z]+\/[a-z0-9][a-z0-9.+-]*$/.test(mediaType) ? mediaType : 'application/octet-stream';
}

/** `12 KB`, `3.4 MB`: a file's size as people read it. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} B`;
  if (bytes < 1024 * 1024) return `${String(Math.round(bytes / 1024))} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** `Content-Disposition` that makes a browser save the file under its own name (RFC 6266, RFC 8187). */
export function saveAs(name: string): string {
  const clean = name.replace(/[/\\]/g, '_').replace(/\p{Surrogate}/gu, '_');
  const ascii = clean.replace(/[^\x20-\x7e]|["%;]/g, '_');
  const fallback = /[A-Za-z0-9]/.test(ascii.replace(/\.[^.]*$/, ''))
    ? ascii
    : `attachment.${nameEnding(clean)}`;
  const encoded = encodeURIComponent(clean).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${fallback}"; filename*=UTF-8''${encoded}`;
}
