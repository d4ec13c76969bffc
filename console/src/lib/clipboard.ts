/** What one copy puts on the clipboard. With `html` a text processor pastes it with its formatting. */
export interface Copy {
  text: string;
  html?: string | undefined;
}

/** The older way to copy. Offices open the console over plain HTTP too, where browsers withhold the newer one. */
const page: { execCommand: (command: string) => boolean } = document;

function copyBySelection({ text, html }: Copy): boolean {
  const fill = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
    if (html !== undefined) event.clipboardData?.setData('text/html', html);
  };
  document.addEventListener('copy', fill);
  try {
    return page.execCommand('copy');
  } finally {
    document.removeEventListener('copy', fill);
  }
}

async function copyByApi({ text, html }: Copy): Promise<void> {
  if (html === undefined) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const blob = (content: string, type: string) => new Blob([content], { type });
  await navigator.clipboard.write([
    new ClipboardItem({
      'text/plain': blob(text, 'text/plain'),
      'text/html': blob(html, 'text/html'),
    }),
  ]);
}

/** Copies, by whichever way the browser allows. Resolves to whether it did. */
export async function copy(what: Copy): Promise<boolean> {
  if (window.isSecureContext && 'clipboard' in navigator) {
    try {
      await copyByApi(what);
      return true;
    } catch (error) {
      // Refused, e.g. by a policy or because the page lost the focus; the older way may still be allowed.
      if (!(error instanceof DOMException)) throw error;
    }
  }
  return copyBySelection(what);
}
