import { BYTE_ORDER_MARK, csvLines, type Separator } from '../../platform/csv';
import type { Tx } from '../../platform/database';
import type { Report, ReportOptions } from '../report';
import { headersOf, shownRows, typesOf } from '../shown';
import type { Face } from './face';

export interface CsvOptions {
  /** Whether a byte order mark goes before the lines; by the language when left out. */
  readonly bom?: 'yes' | 'no' | undefined;
  readonly separator: keyof typeof SEPARATORS;
}

const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' } as const satisfies Record<string, Separator>;

export const SEPARATOR_NAMES = Object.keys(SEPARATORS);

export function csvFace({ bom, separator }: CsvOptions): Face {
  return {
    name: 'csv',
    mediaType: 'text/csv; charset=utf-8; header=present',
    pieces: (tx, report, options) => {
      // Excel takes UTF-8 for the local encoding unless told; Chinese is where it hurts, whatever the header.
      const marked = bom === undefined ? options.language === 'zh-CN' : bom === 'yes';
      return linesOf(tx, report, options, { marked, separator: SEPARATORS[separator] });
    },
  };
}

/** The report as CSV lines, as they come. */
async function* linesOf(
  tx: Tx,
  report: Report,
  options: ReportOptions,
  { marked, separator }: { readonly marked: boolean; readonly separator: Separator },
): AsyncGenerator<string | Uint8Array> {
  const { columns } = report;
  yield (marked ? BYTE_ORDER_MARK : '') + csvLines([headersOf(columns, options)], [], separator);
  if (report.copy !== undefined) {
    yield* report.copy(tx, options, separator);
    return;
  }
  const types = typesOf(columns, options);
  for await (const batch of report.batches(tx, options))
    if (batch.rows.length > 0) yield csvLines(shownRows(columns, batch, options), types, separator);
}
