import type { Cell, CellType } from '../../platform/csv';
import type { Tx } from '../../platform/database';
import { translate } from '../../platform/messages';
import { type Fill, type Sheet, type SheetColumn, workbook, XLSX_MEDIA_TYPE } from '../../platform/xlsx';
import { columnDictionary } from '../dictionary/column-dictionary';
import type { Report, ReportOptions } from '../report';
import { headersOf, shownRows, typesOf } from '../shown';
import type { Face } from './face';

/** The report as a sheet of typed cells, and a second one that says what each column means. */
export const XLSX_FACE: Face = {
  name: 'xlsx',
  mediaType: XLSX_MEDIA_TYPE,
  pieces: (tx, report, options) =>
    workbook([rowsSheet(tx, report, options), dictionarySheet(report, options)]),
};

const LIGHTS: readonly Fill[] = ['red', 'yellow', 'green', 'blue', 'grey'];

/** In characters: what most cells of a type need. */
const WIDTHS: Readonly<Record<CellType, number>> = {
  text: 28,
  code: 14,
  decimal: 13,
  percent: 11,
  integer: 10,
  date: 12,
  instant: 28,
};
const WIDEST = 60;

function rowsSheet(tx: Tx, report: Report, options: ReportOptions): Sheet {
  const { columns } = report;
  const headers = headersOf(columns, options);
  const types = typesOf(columns, options);
  return {
    name: translate(options.language, 'report', `title.${report.name}`),
    columns: columns.map((column, index) => ({
      ...sized(headers[index] ?? column.name, types[index] ?? column.type),
      ...(column.words === 'light' ? { fills: lightFills(options) } : {}),
    })),
    rows: shownBatches(tx, report, options),
  };
}

async function* shownBatches(
  tx: Tx,
  report: Report,
  options: ReportOptions,
): AsyncGenerator<readonly (readonly Cell[])[]> {
  for await (const batch of report.batches(tx, options)) yield shownRows(report.columns, batch, options);
}

/** The colour of a light by what its cell says. */
const lightFills = ({ header, language }: ReportOptions): ReadonlyMap<string, Fill> =>
  new Map(
    LIGHTS.map((light) => [
      header === 'machine' ? light : translate(language, 'progress', `light.${light}`),
      light,
    ]),
  );

function dictionarySheet(report: Report, { header, language }: ReportOptions): Sheet {
  const title = (of: string): string => translate(language, 'report', `dictionary.${of}`);
  return {
    name: title('title'),
    columns: [
      sized(title('name'), 'code', 26),
      sized(title('header'), 'text'),
      sized(title('type'), 'code'),
      sized(title('unit'), 'text', 18),
      sized(title('meaning'), 'text', WIDEST),
    ],
    rows: [
      columnDictionary(report, header).map((of) => [
        of.column.name,
        of.title[language],
        of.type,
        of.unitTitle[language],
        of.meaning[language],
      ]),
    ],
  };
}

/** Wide enough for its header, in which a Chinese character takes two places, and for most of its cells. */
function sized(header: string, type: CellType, least: number = WIDTHS[type]): SheetColumn {
  const places = [...header].reduce((sum, one) => sum + (one > '\u2e7f' ? 2 : 1), 2);
  return { header, type, width: Math.min(Math.max(places, least), WIDEST) };
}
