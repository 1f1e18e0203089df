import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database';
import type { Report, ReportOptions, RowBatch } from '../report';
import { changedGoals } from './changed-goals';
import { PROMISES_COLUMNS } from './columns';
import { promiseRows } from './promise-rows';

/** Every change of a promise, made or proposed, as it was known then. */
@Injectable()
export class PromisesReport implements Report {
  readonly name = 'promises';
  readonly columns = PROMISES_COLUMNS;

  async *batches(tx: Tx, options: ReportOptions): AsyncGenerator<RowBatch> {
    for await (const goals of changedGoals(tx, options))
      yield { rows: goals.flatMap((goal) => promiseRows(goal, options.clocks)), names: new Map() };
  }
}
