import { Injectable } from '@nestjs/common';
import { type Cell, recordEnds, type Separator } from '../../platform/csv';
import { copyOut, streamRows, type Tx } from '../../platform/database';
import type { Report, ReportOptions, RowBatch } from '../report';
import { shownSql } from '../shown-sql';
import { ACTUALS_COLUMNS } from './columns';
import { LEDGER_ORDER, ledgerOf } from './ledger';

/** As many rows as are turned into lines at once where the database does not write them. */
const ROWS = 2_000;

/** Every revision of every figure, as it was known then. */
@Injectable()
export class ActualsReport implements Report {
  readonly name = 'actuals';
  readonly columns = ACTUALS_COLUMNS;

  async *batches(tx: Tx, options: ReportOptions): AsyncGenerator<RowBatch> {
    const { sql, params } = ledgerOf(options);
    for await (const rows of streamRows<Record<string, Cell>>(tx, sql, [...params], ROWS))
      yield {
        rows: rows.map((row) => ACTUALS_COLUMNS.map(({ name }) => row[name] ?? null)),
        names: new Map(),
      };
  }

  /** The rows are many and need nothing but the database. */
  copy(tx: Tx, options: ReportOptions, separator: Separator): AsyncGenerator<Buffer> {
    const { sql, params } = ledgerOf(options);
    const cells = shownSql('ledger', ACTUALS_COLUMNS, options, params);
    const copied = `SELECT ${cells.sql} FROM (${sql}) ledger ORDER BY ${LEDGER_ORDER}`;
    return recordEnds(copyOut(tx, copied, cells.params, separator));
  }
}
