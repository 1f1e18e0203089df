import type { Cell, CellType } from '../csv';
import { cellXml, headerXml } from './cell';
import type { Fill } from './styles';

export interface SheetColumn {
  readonly header: string;
  readonly type: CellType;
  /** In characters of the standard font. */
  readonly width: number;
  /** Colours by the text of the cell. */
  readonly fills?: ReadonlyMap<string, Fill>;
}

export type Rows = readonly (readonly Cell[])[];

/** What a sheet can hold, its header counted. */
export const MOST_ROWS = 1_048_576;

const HEAD =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<sheetViews><sheetView workbookViewId="0">' +
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
  '<sheetFormatPr defaultRowHeight="15"/>';

/** Characters given out at once: small enough that a batch of wide rows takes no more memory than a few of them. */
const PIECE = 65_536;

/** A sheet under a header that stays in sight. The rows must fit. */
export async function* worksheetXml(
  columns: readonly SheetColumn[],
  batches: AsyncIterable<Rows>,
): AsyncGenerator<string> {
  const names = columns.map((_, index) => columnName(index));
  yield `${HEAD}${widths(columns)}<sheetData><row r="1">${columns
    .map(({ header }, index) => headerXml(`${names[index] ?? ''}1`, header))
    .join('')}</row>`;
  let number = 1;
  let xml = '';
  for await (const rows of batches)
    for (const row of rows) {
      number += 1;
      xml += `<row r="${number}">`;
      columns.forEach(({ type, fills }, index) => {
        xml += cellXml(`${names[index] ?? ''}${number}`, row[index] ?? null, type, fills);
      });
      xml += '</row>';
      if (xml.length < PIECE) continue;
      yield xml;
      xml = '';
    }
  yield `${xml}</sheetData></worksheet>`;
}

function widths(columns: readonly SheetColumn[]): string {
  const each = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return `<cols>${each.join('')}</cols>`;
}

/** A, …, Z, AA, …: letters as digits without a zero. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
