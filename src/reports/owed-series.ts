import type { Tx } from '../platform/database';
import type { OwedFigures, OwedSeries } from '../reporting';
import { departmentsBelow } from './departments-below';
import type { ReportOptions } from './report';

/** What is owed by what a report is asked for, each line of record with its periods, oldest first. */
export async function* owedSeries(
  tx: Tx,
  owed: OwedFigures,
  { clocks, reach, filter }: ReportOptions,
): AsyncGenerator<readonly OwedSeries[]> {
  const { asOf: today, knownAt } = clocks;
  const { department: top, area, indicator, period } = filter;
  const department = top === undefined ? undefined : await departmentsBelow(tx, top, knownAt);
  for await (const batch of owed.batches(tx, { reach, department, area, indicator, today, knownAt }))
    yield period === undefined
      ? batch
      : batch.map((series) => onlyOf(period, series)).filter(({ cells }) => cells.length > 0);
}

const onlyOf = (period: string, { row, cells }: OwedSeries): OwedSeries => ({
  row,
  cells: cells.filter(({ periodEnd }) => periodEnd === period),
});
