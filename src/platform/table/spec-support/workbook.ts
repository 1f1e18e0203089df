import { zip, type ZipPart } from './zip';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** What a workbook under test is made of; each has a plain default. */
export interface WorkbookContent {
  /** The inside of `sheetData`. */
  readonly rows: string;
  readonly strings?: readonly string[];
  /** Format codes of the cell styles from 1 on; style 0 is General. */
  readonly formats?: readonly string[];
  readonly sheets?: string;
  readonly from1904?: boolean;
}

/** The parts of an XLSX file as a spreadsheet writes them. */
export function workbookParts(content: WorkbookContent): ZipPart[] {
  const { rows, strings = [], formats = [], from1904 = false } = content;
  const sheets = content.sheets ?? '<sheet name="填报" sheetId="1" r:id="rId1"/>';
  const relations = ['worksheets/sheet1.xml', 'styles.xml', 'sharedStrings.xml', 'worksheets/sheet2.xml']
    .map((target, index) =>
      relation(index + 1, ['worksheet', 'styles', 'sharedStrings', 'worksheet'][index] ?? '', target),
    )
    .join('');
  return [
    { name: '[Content_Types].xml', content: `${HEAD}<Types/>` },
    {
      name: '_rels/.rels',
      content: `${HEAD}<Relationships xmlns="${RELS}">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${sheets}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${HEAD}<Relationships xmlns="${RELS}">${relations}</Relationships>`,
    },
    { name: 'xl/styles.xml', content: styles(formats) },
    {
      name: 'xl/sharedStrings.xml',
      content: `${HEAD}<sst xmlns="${MAIN}">${strings.map((text) => `<si><t xml:space="preserve">${text}</t></si>`).join('')}</sst>`,
    },
    { name: 'xl/worksheets/sheet1.xml', content: sheet(rows) },
    {
      name: 'xl/worksheets/sheet2.xml',
      content: sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>second</t></is></c></row>'),
    },
  ];
}

export const workbook = (content: WorkbookContent): Buffer => zip(workbookParts(content));

/** The workbook with one part in place of its own. */
export const workbookWith = (part: ZipPart, content: WorkbookContent = { rows: '' }): Buffer =>
  zip(workbookParts(content).map((own) => (own.name === part.name ? part : own)));

export const sheet = (rows: string): string =>
  `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`;

const relation = (id: number, type: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;

function styles(formats: readonly string[]): string {
  const codes = formats.map(
    (code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`,
  );
  const own = formats.map((_, index) => `<xf numFmtId="${164 + index}"/>`);
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${own.join('')}</cellXfs></styleSheet>`;
}
