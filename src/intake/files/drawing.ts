import type { Story } from './reading.js';
import { walkXml } from './xml.js';

/** Writes the text of a part of DrawingML into a story, one line a paragraph. */
export function drawnText(bytes: Uint8Array | undefined, story: Story): void {
  if (!bytes) return;
  let isText = false;
  walkXml(bytes, {
    open(tag) {
      isText = tag.name === 't';
      if (tag.name === 'br') story.write('\n');
    },
    text(text) {
      if (isText) story.write(text);
    },
    close(name) {
      isText = false;
      if (name === 'p') story.write('\n');
      // Cells of a table stand side by side.
      if (name === 'tc') story.write('\t');
    },
  });
}
