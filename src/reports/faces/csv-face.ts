import { BYTE_ORDER_MARK, csvLines } from '../../platform/csv';
import type { Tx } from '../../platform/database';
import type { Report, ReportOptions } from '../report';
import { headersOf, shownRows, typesOf } from '../shown';

/** The report as CSV lines, as they come. */
export async function* csvFace(
  tx: Tx,
  report: Report,
  options: ReportOptions,
): AsyncGenerator<string | Buffer> {
  const { columns } = report;
  // Excel takes UTF-8 for the local encoding unless told; Chinese is where it hurts, whatever the header.
  yield (options.language === 'zh-CN' ? BYTE_ORDER_MARK : '') + csvLines([headersOf(columns, options)], []);
  if (report.copy !== undefined) {
    yield* report.copy(tx, options);
    return;
  }
  const types = typesOf(columns, options);
  for await (const batch of report.batches(tx, options))
    if (batch.rows.length > 0) yield csvLines(shownRows(columns, batch, options), types);
}
