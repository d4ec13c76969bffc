/** Has the browser save a file, as a link to it would. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has taken hold of it by then.
  window.setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}
