import { SafeHtml } from '../../ui/safe-html.js';

/** The text to read, as it will stand in its own editor, which is large and comes after it. */
export function StillText({ html }: { html: string }) {
  return (
    <div className="rich" aria-busy>
      <div className="toolbar toolbar-to-come" />
      <SafeHtml html={html} />
    </div>
  );
}
