/**
 * Inline styles of an article: the platform keeps these and drops sheets, classes and ids (section 3.3). Each stands for
 * every element of its kind, so they are short: the text may have 20,000 characters with all of them.
 */
export const styles = {
  article: 'font-size:16px;line-height:1.8;color:#1f2328;text-align:justify',
  facts:
    'margin:0 0 20px;padding:10px 14px;background:#f3f7f5;border-left:3px solid #1e6b5c;font-size:14px;line-height:1.7;color:#4a5259',
  fact: 'margin:0',
  paragraph: 'margin:0 0 14px;text-indent:2em',
  flat: 'margin:0 0 14px',
  signature: 'margin:0 0 14px;text-align:right',
  h2: 'margin:26px 0 14px;font-size:18px;line-height:1.5;font-weight:bold;text-align:center;color:#1e6b5c',
  h3: 'margin:20px 0 10px;font-size:17px;line-height:1.5;font-weight:bold;color:#1e6b5c',
  h4: 'margin:16px 0 8px;font-size:16px;font-weight:bold',
  list: 'margin:0 0 14px;padding-left:1.6em',
  item: 'margin:0 0 6px',
  quote: 'margin:0 0 14px;padding:2px 0 2px 12px;border-left:3px solid #d5dad7;color:#4a5259',
  wide: 'margin:0 0 14px;overflow-x:auto',
  table: 'width:100%;border-collapse:collapse;font-size:14px;line-height:1.6;text-align:left',
  head: 'border:1px solid #c9d1cd;padding:6px 8px;background:#f3f7f5',
  cell: 'border:1px solid #c9d1cd;padding:6px 8px',
  picture: 'max-width:100%;height:auto',
  figure: 'margin:0 0 14px;text-align:center',
  note: 'color:#1e6b5c',
  foot: 'margin:28px 0 0;padding-top:12px;border-top:1px solid #e3e7e5;font-size:14px;line-height:1.7;color:#5b6570;text-align:left;word-break:break-all',
} as const;
