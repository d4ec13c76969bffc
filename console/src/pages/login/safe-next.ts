/**
 * Only a path of this house; anything else leads to the first page. Browsers leave out tabs and line breaks and read
 * `\` as `/`, so what counts is the address as they read it.
 */
export function safeNext(next: string | null, origin: string): string {
  if (next === null || !next.startsWith('/') || !URL.canParse(next, origin)) return '/';
  const url = new URL(next, origin);
  const path = `${url.pathname}${url.search}${url.hash}`;
  return url.origin === origin && !path.startsWith('//') ? path : '/';
}
