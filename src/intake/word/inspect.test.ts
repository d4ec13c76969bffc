import { expect, it } from '@jest/globals';
import { processorTime } from '../../../test/support/cpu.js';
import { Notes } from '../html/notes.js';
import type { Archive } from './archive.js';
import { noteWhatIsLost } from './inspect.js';

function counted(parts: Record<string, string>): Notes {
  const notes = new Notes();
  const archive: Archive = { names: new Set(Object.keys(parts)), xml: (name) => parts[name] };
  noteWhatIsLost(archive, 'word/document.xml', notes);
  return notes;
}
const numbered = (format: string, text: string): Record<string, string> => ({
  'word/document.xml': '<w:numId w:val="7"/><w:numId w:val="7"/><w:numId w:val="8"/>',
  'word/numbering.xml': `<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>`,
});

it('tells numbers that will read otherwise from those that will not', () => {
  expect(counted(numbered('chineseCounting', '第%1条')).count('numbering')).toBe(2);
  expect(counted(numbered('decimal', '第%1条')).count('numbering')).toBe(2);
  expect(counted(numbered('decimal', '%1.')).count('numbering')).toBe(0);
  expect(counted(numbered('bullet', '●')).count('numbering')).toBe(0);
});

it('counts text boxes that can be read and those that cannot', () => {
  const box = '<w:txbxContent>';
  const notes = counted({
    'word/document.xml':
      `<mc:AlternateContent><mc:Choice>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent>` +
      `<mc:AlternateContent><mc:Choice>${box}</mc:Choice><mc:Fallback/></mc:AlternateContent><v:textbox >${box}`,
  });
  expect([notes.count('textBox'), notes.count('lostTextBox')]).toEqual([2, 1]);
});

it('takes time in proportion to the text', () => {
  const spent = processorTime();
  counted({
    'word/document.xml': '<mc:AlternateContent>'.repeat(190_000),
    'word/numbering.xml': '<w:abstractNum <w:lvl '.repeat(180_000),
  });
  expect(spent()).toBeLessThan(2000);
});
