import { refuseFile } from '../refuse.js';
import { Story, type Reading } from './reading.js';

/** Reads a text file, line by line. @throws HubError `invalid_file` for what is none */
export function readPlain(content: Uint8Array): Reading {
  const text = decodeText(content);
  if (text === undefined) throw refuseFile('damaged');
  const story = new Story((line) => ({ zh: `第 ${String(line)} 行`, en: `Line ${String(line)}` }));
  let number = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    number += 1;
    story.at(number);
    story.write(`${line}\n`);
  }
  return { stories: story.text().trim() === '' ? [] : [story], traits: [] };
}

/** The text of bytes in UTF-8, UTF-16 with its mark, or GB 18030, as spreadsheets write it in China; undefined for no text. */
export function decodeText(content: Uint8Array): string | undefined {
  const [first, second] = content;
  const encodings =
    first === 0xff && second === 0xfe
      ? ['utf-16le']
      : first === 0xfe && second === 0xff
        ? ['utf-16be']
        : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(content);
      // Controls beside white space are a program's or a picture's.
      return /(?![\t\n\v\f\r\u0085])\p{Cc}/u.test(text) ? undefined : text;
    } catch {
      continue;
    }
  }
  return undefined;
}
