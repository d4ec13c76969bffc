import { useMemo, type ReactNode } from 'react';
import { ASSET_SCHEME } from '../../../src/contract/values.js';
import { blobUrl } from '../lib/text.js';
import './prose.css';

/** Where the console loads a picture of the HTML from; nothing when it is not shown. */
export type PictureAt = (source: string) => string | undefined;

const blobAt: PictureAt = (source) =>
  source.startsWith(ASSET_SCHEME) ? blobUrl(source.slice(ASSET_SCHEME.length)) : undefined;

interface SafeHtmlProps {
  html: string;
  className?: string;
  pictureAt?: PictureAt;
}

/** HTML, rebuilt from a closed list of elements: the console never trusts HTML, not even the hub's. */
export function SafeHtml({ html, className = '', pictureAt = blobAt }: SafeHtmlProps) {
  const body = useMemo(() => new DOMParser().parseFromString(html, 'text/html').body, [html]);
  const nodes = [...body.childNodes].map((node, index) => toNode(node, index, pictureAt));
  return <div className={`prose ${className}`}>{nodes}</div>;
}

const TAGS = new Set(
  'h1 h2 h3 h4 h5 h6 p ul ol li blockquote hr br strong b em i u s sub sup table thead tbody tfoot tr th td caption colgroup col figure figcaption div span'.split(
    ' ',
  ),
);
const VOID = new Set(['hr', 'br', 'col']);

/** Builds React elements from a closed list of tags; what is not on it leaves only its text. */
function toNode(node: ChildNode, key: number, pictureAt: PictureAt): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof HTMLElement)) return null;
  const tag = node.tagName.toLowerCase();
  const children = [...node.childNodes].map((child, index) => toNode(child, index, pictureAt));
  if (tag === 'img') return toPicture(node, key, pictureAt);
  if (tag === 'a') return toLink(node, key, children);
  if (!TAGS.has(tag)) return children;
  const Tag = tag as 'p';
  if (VOID.has(tag)) return <Tag key={key} />;
  const span = (name: 'colspan' | 'rowspan') => Number(node.getAttribute(name) ?? 1) || undefined;
  if (tag === 'td' || tag === 'th') {
    return (
      <Tag key={key} {...{ colSpan: span('colspan'), rowSpan: span('rowspan') }}>
        {children}
      </Tag>
    );
  }
  // White space between rows is no child that a table may have.
  const inTable = ['table', 'thead', 'tbody', 'tfoot', 'tr', 'colgroup'].includes(tag);
  return <Tag key={key}>{inTable ? children.filter((child) => typeof child !== 'string') : children}</Tag>;
}

function toPicture(node: HTMLElement, key: number, pictureAt: PictureAt): ReactNode {
  const address = pictureAt(node.getAttribute('src') ?? '');
  return address === undefined ? null : <img key={key} src={address} alt={node.getAttribute('alt') ?? ''} />;
}

function toLink(node: HTMLElement, key: number, children: ReactNode[]): ReactNode {
  const href = node.getAttribute('href') ?? '';
  if (!/^(https?:|mailto:|tel:)/i.test(href)) return children;
  return (
    <a key={key} href={href} target="_blank" rel="noreferrer noopener" title={href}>
      {children}
    </a>
  );
}
