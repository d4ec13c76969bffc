import { firstWords, Story, type Trait } from './reading.js';
import { walkXml } from './xml.js';
import type { Zip } from './zip.js';

/** The comments in a .docx: a story that readers of the printed page never see. */
export function readWordComments(zip: Zip): { story: Story; traits: Trait[] } {
  const story = new Story(
    (number) => ({ zh: `批注第 ${String(number)} 条`, en: `Comment ${String(number)}` }),
    true,
  );
  const bytes = zip.bytes('word/comments.xml');
  let count = 0;
  let inText = false;
  if (bytes)
    walkXml(bytes, {
      open(tag) {
        if (tag.name === 'comment') story.at((count += 1));
        inText = tag.name === 't';
      },
      text(text) {
        if (inText) story.write(text);
      },
      close(name) {
        inText = false;
        if (name === 'p') story.write('\n');
      },
    });
  return {
    story,
    traits: count === 0 ? [] : [{ kind: 'comments', count, text: firstWords(story.text()) }],
  };
}
