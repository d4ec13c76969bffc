import type { Notes } from '../html/notes.js';
import type { Archive } from './archive.js';

/** Notes what a Word file holds that a notice cannot, by looking into its parts. */
export function noteWhatIsLost(archive: Archive, main: string, notes: Notes): void {
  const text = archive.xml(main) ?? '';
  const marginal = [...archive.names].filter((name) => /^word\/(?:header|footer)\d*\.xml$/.test(name));
  notes.add(
    'header',
    marginal.filter((name) => /<w:t[ >]|<w:drawing|<w:pict/.test(archive.xml(name) ?? '')).length,
  );
  notes.add('comment', count(archive.xml('word/comments.xml') ?? '', /<w:comment[ >]/g));
  notes.add('footnote', count(text, /<w:(?:footnote|endnote)Reference[ />]/g));
  notes.add('revision', count(text, /<w:(?:ins|del|moveFrom|moveTo)[ >]/g));
  notes.add('shownHidden', count(text, /<w:(?:vanish|specVanish)(?: w:val="(?:1|true|on)")?\s*\/>/g));
  notes.add('object', count(text, /<(?:c:chart|dgm:relIds|o:OLEObject|m:oMath)[ />]/g));
  notes.add('numbering', unusualNumbers(archive.xml('word/numbering.xml') ?? '', text));
  noteTextBoxes(text, notes);
}

/** Text boxes come in two writings side by side; only the older one, the fallback, can be read. */
function noteTextBoxes(text: string, notes: Notes): void {
  const { inside, outside } = cut(text, '<mc:AlternateContent>', '</mc:AlternateContent>');
  for (const pair of inside.filter((candidate) => candidate.includes('<w:txbxContent'))) {
    const [, older = ''] = pair.split('<mc:Fallback>');
    notes.add(older.includes('<w:txbxContent') ? 'textBox' : 'lostTextBox');
  }
  notes.add('textBox', count(outside, /<v:textbox[ >]/g));
  notes.add('lostTextBox', count(outside, /<wps:txbx[ >]/g));
}

/** Automatic numbers that are neither 1, 2, 3 nor bullets become those: how many paragraphs have such. */
function unusualNumbers(numbering: string, text: string): number {
  const unusual = new Set<string>();
  for (const definition of cut(numbering, '<w:abstractNum ', '</w:abstractNum>').inside) {
    const [level = ''] = cut(definition, '<w:lvl ', '</w:lvl>').inside;
    const format = /<w:numFmt w:val="(\w+)"/.exec(level)?.[1] ?? 'decimal';
    const words = /<w:lvlText w:val="([^"]*)"/.exec(level)?.[1] ?? '';
    const plain =
      format === 'bullet' || format === 'none' || (format === 'decimal' && /^%1[.．、)）]?$/.test(words));
    const id = /w:abstractNumId="(\d+)"/.exec(definition)?.[1];
    if (!plain && id !== undefined) unusual.add(id);
  }
  const uses = new Set<string>();
  for (const [, id, abstract] of numbering.matchAll(
    /<w:num w:numId="(\d+)"[^<>]*>\s*<w:abstractNumId w:val="(\d+)"/g,
  ))
    if (id !== undefined && abstract !== undefined && unusual.has(abstract)) uses.add(id);
  return [...text.matchAll(/<w:numId w:val="(\d+)"/g)].filter(([, id]) => id !== undefined && uses.has(id))
    .length;
}

/** What stands between two marks, and what is left without it; takes time in proportion to the text, whatever it is. */
function cut(text: string, open: string, close: string): { inside: string[]; outside: string } {
  const [before = '', ...pieces] = text.split(open);
  const inside: string[] = [];
  const outside = [before];
  for (const piece of pieces) {
    const end = piece.indexOf(close);
    inside.push(end === -1 ? piece : piece.slice(0, end));
    if (end !== -1) outside.push(piece.slice(end + close.length));
  }
  return { inside, outside: outside.join('') };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
