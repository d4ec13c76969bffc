import { deflateSync } from 'node:zlib';
import { docxEntries, wordParagraph, zip, type ZipEntry } from './zip.js';

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const sheetSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"`;
const showSpace = `xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${office}"`;

const types = 'application/vnd.openxmlformats-officedocument.';
/** What the three kinds of files are called. */
export const mediaTypes = {
  docx: `${types}wordprocessingml.document`,
  xlsx: `${types}spreadsheetml.sheet`,
  pptx: `${types}presentationml.presentation`,
};

export const relation = (id: string, kind: string, target: string): string =>
  `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;
export const relations = (...all: string[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;

/** `docProps` that name these people, with the relations to them. */
export const properties = (creator: string, company: string, title = ''): ZipEntry[] => [
  {
    name: 'docProps/core.xml',
    content: `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${title}</dc:title><dc:creator>${creator}</dc:creator><cp:lastModifiedBy>${creator}</cp:lastModifiedBy></cp:coreProperties>`,
  },
  {
    name: 'docProps/app.xml',
    content: `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>X</Application><Company>${company}</Company></Properties>`,
  },
];

/** A .docx with this body; more parts replace those of the same name. */
export const docx = (body: string, more: readonly ZipEntry[] = [], inner = ''): Buffer =>
  zip(docxEntries(body, more, inner));

/** Two comments on a document, and what belongs to them. */
export const wordComments = (...texts: string[]): ZipEntry => ({
  name: 'word/comments.xml',
  content: `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${texts
    .map((text, id) => `<w:comment w:id="${String(id)}" w:author="某人">${wordParagraph(text)}</w:comment>`)
    .join('')}</w:comments>`,
});

interface SheetWish {
  name: string;
  state?: 'hidden' | 'veryHidden';
  /** `<cols>`, if there are some. */
  columns?: string;
  /** `<row>` elements. */
  rows: string;
  after?: string;
  /** The sheet's own relations. */
  relations?: string[];
}

/** A cell with its own string. */
export const cell = (ref: string, text: string): string =>
  `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
export const row = (number: number, cells: string, more = ''): string =>
  `<row r="${String(number)}" ${more}>${cells}</row>`;

/** An .xlsx with these sheets. */
export function xlsx(sheets: readonly SheetWish[], more: readonly ZipEntry[] = []): Buffer {
  const types = sheets.map(
    (_, at) =>
      `<Override PartName="/xl/worksheets/sheet${String(at + 1)}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  );
  return zip([
    {
      name: '[Content_Types].xml',
      content: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${types.join('')}</Types>`,
    },
    { name: '_rels/.rels', content: relations(relation('r1', 'officeDocument', 'xl/workbook.xml')) },
    {
      name: 'xl/workbook.xml',
      content: `<workbook ${sheetSpace}><sheets>${sheets
        .map(
          ({ name, state }, at) =>
            `<sheet name="${name}" sheetId="${String(at + 1)}"${state ? ` state="${state}"` : ''} r:id="s${String(at)}"/>`,
        )
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations(
        ...sheets.map((_, at) =>
          relation(`s${String(at)}`, 'worksheet', `worksheets/sheet${String(at + 1)}.xml`),
        ),
      ),
    },
    ...sheets.flatMap(({ columns = '', rows, after = '', relations: own = [] }, at): ZipEntry[] => [
      {
        name: `xl/worksheets/sheet${String(at + 1)}.xml`,
        content: `<worksheet ${sheetSpace}>${columns}<sheetData>${rows}</sheetData>${after}</worksheet>`,
      },
      {
        name: `xl/worksheets/_rels/sheet${String(at + 1)}.xml.rels`,
        content: relations(...own),
      },
    ]),
    ...more,
  ]);
}

interface SlideWish {
  text: string;
  hidden?: boolean;
  notes?: string;
  comment?: string;
}

const drawn = (text: string): string =>
  `<p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld>`;

/** A .pptx with these slides. */
export function pptx(slides: readonly SlideWish[], more: readonly ZipEntry[] = []): Buffer {
  return zip([
    {
      name: '[Content_Types].xml',
      content:
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>',
    },
    { name: '_rels/.rels', content: relations(relation('r1', 'officeDocument', 'ppt/presentation.xml')) },
    {
      name: 'ppt/presentation.xml',
      content: `<p:presentation ${showSpace}><p:sldIdLst>${slides
        .map((_, at) => `<p:sldId id="${String(256 + at)}" r:id="s${String(at)}"/>`)
        .join('')}</p:sldIdLst></p:presentation>`,
    },
    {
      name: 'ppt/_rels/presentation.xml.rels',
      content: relations(
        ...slides.map((_, at) => relation(`s${String(at)}`, 'slide', `slides/slide${String(at + 1)}.xml`)),
      ),
    },
    ...slides.flatMap((slide, at) => slideParts(slide, String(at + 1))),
    ...more,
  ]);
}

function slideParts({ text, hidden, notes, comment }: SlideWish, number: string): ZipEntry[] {
  return [
    {
      name: `ppt/slides/slide${number}.xml`,
      content: `<p:sld ${showSpace}${hidden ? ' show="0"' : ''}>${drawn(text)}</p:sld>`,
    },
    {
      name: `ppt/slides/_rels/slide${number}.xml.rels`,
      content: relations(
        ...(notes === undefined ? [] : [relation('n', 'notesSlide', `../notesSlides/notes${number}.xml`)]),
        ...(comment === undefined ? [] : [relation('c', 'comments', `../comments/comment${number}.xml`)]),
      ),
    },
    ...(notes === undefined
      ? []
      : [
          {
            name: `ppt/notesSlides/notes${number}.xml`,
            content: `<p:notes ${showSpace}>${drawn(notes)}</p:notes>`,
          },
        ]),
    ...(comment === undefined
      ? []
      : [
          {
            name: `ppt/comments/comment${number}.xml`,
            content: `<p:cmLst ${showSpace}><p:cm authorId="0"><p:text>${comment}</p:text></p:cm></p:cmLst>`,
          },
        ]),
  ];
}

interface PdfWish {
  /** The text of each page, in Latin letters; an empty page has none. */
  pages: readonly string[];
  author?: string;
  /** More objects, whole, from number 100 on. */
  objects?: readonly string[];
  /** More entries of the catalogue. */
  catalogue?: string;
  /** More entries of the trailer. */
  trailer?: string;
  /** A stream that stands in the place of the first page's content. */
  content?: { dictionary: string; data: Buffer };
}

/** A small .pdf. */
export function pdf({ pages, author, objects = [], catalogue = '', trailer = '', content }: PdfWish): Buffer {
  const kids = pages.map((_, at) => `${String(10 + 2 * at)} 0 R`).join(' ');
  const whole = [
    `1 0 obj\n<</Type/Catalog/Pages 2 0 R${catalogue}>>\nendobj\n`,
    `2 0 obj\n<</Type/Pages/Count ${String(pages.length)}/Kids[${kids}]>>\nendobj\n`,
    '3 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n',
    `4 0 obj\n<<${author === undefined ? '' : `/Author(${author})`}>>\nendobj\n`,
    ...pages.flatMap((text, at) => {
      const page = `${String(10 + 2 * at)} 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${String(11 + 2 * at)} 0 R/Resources<</Font<</F 3 0 R>>>>>>\nendobj\n`;
      const packed = deflateSync(text === '' ? '' : `BT /F 12 Tf 72 720 Td (${text}) Tj ET`);
      const { dictionary, data } = (at === 0 && content) || {
        dictionary: '/Filter/FlateDecode',
        data: packed,
      };
      return [
        page,
        `${String(11 + 2 * at)} 0 obj\n<<${dictionary}/Length ${String(data.length)}>>\nstream\n${data.toString('latin1')}\nendstream\nendobj\n`,
      ];
    }),
    ...objects,
  ];
  let body = '%PDF-1.7\n';
  const places = new Map<number, number>();
  for (const object of whole) {
    places.set(Number.parseInt(object, 10), body.length);
    body += object;
  }
  const table = [...places]
    .sort(([a], [b]) => a - b)
    .map(([number, at]) => `${String(number)} 1\n${String(at).padStart(10, '0')} 00000 n \n`);
  const end = `xref\n0 1\n0000000000 65535 f \n${table.join('')}trailer\n<</Size 200/Root 1 0 R/Info 4 0 R${trailer}>>\nstartxref\n${String(body.length)}\n%%EOF\n`;
  return Buffer.from(body + end, 'latin1');
}
