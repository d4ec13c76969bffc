import type { AssetRef } from '../../src/contract/values.js';
import { stylePolicy } from './style.js';

/**
 * Nobody keeps a copy on the way, no search engine lists it, and no other site learns the address. To ours it is told:
 * without it a form's Origin would be "null", which says nothing of who sent it.
 */
const closed = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};
const policy = `default-src 'none'; img-src 'self'; style-src ${stylePolicy}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

export const page = (status: number, html: string): Response =>
  new Response(html, {
    status,
    headers: { ...closed, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  });

export const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { ...closed, location } });

export const notAllowed = (): Response =>
  new Response('not allowed\n', {
    status: 405,
    headers: { ...closed, allow: 'GET, HEAD', 'content-type': 'text/plain' },
  });

/** A short answer for a machine. */
export const plainAnswer = (status: number, text: string): Response =>
  new Response(text === '' ? null : `${text}\n`, {
    status,
    headers: { ...closed, 'content-type': 'text/plain; charset=utf-8' },
  });

const shown = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** A file's own bytes: pictures may be shown, everything else is saved. */
export function fileAnswer(asset: AssetRef, bytes: Uint8Array, save: boolean): Response {
  const inline = !save && shown.has(asset.mediaType);
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...closed,
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': inline ? asset.mediaType : 'application/octet-stream',
      'content-length': String(bytes.byteLength),
      'content-disposition': inline ? 'inline' : saveAs(asset.name),
    },
  });
}

/** `Content-Disposition` that makes a browser save the file under its own name (RFC 6266, RFC 8187). */
function saveAs(name: string): string {
  const clean = name.replace(/[/\\]/g, '_').replace(/\p{Surrogate}/gu, '_');
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(clean)?.[1] ?? 'bin';
  const encoded = encodeURIComponent(clean).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="file.${ending}"; filename*=UTF-8''${encoded}`;
}
