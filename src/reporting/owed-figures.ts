import { Injectable } from '@nestjs/common';
import { workingCalendarAt } from '../calendar';
import { addMonths, type CivilDate, type ReportingPeriod, reportingPeriods } from '../domain/calendar';
import { type Cycle, CYCLES } from '../domain/goal';
import { OWED_STATES } from '../domain/reporting';
import type { Tx } from '../platform/database';
import { type OwingFilter, OwingRepository, type OwingRow } from './owing.repository';
import { statesBy } from './period-states';
import type { MatrixCell } from './reporting.dto';

/** What was not reported in two years is not found on a Monday morning; the matrix still shows it. */
const MONTHS_BACK = 24;

/** A series with those of its periods that are owed, oldest first. */
export interface OwedSeries {
  readonly row: OwingRow;
  readonly cells: readonly MatrixCell[];
}

/** What is to be reported on a day, as known at a moment. */
@Injectable()
export class OwedFigures {
  constructor(private readonly owing: OwingRepository) {}

  /** Every series in reach with something owed, in the order of indicator, area and definition. */
  async *batches(tx: Tx, asked: Omit<OwingFilter, 'after' | 'to'>): AsyncGenerator<OwedSeries[]> {
    const { today, knownAt } = asked;
    const periods = closedPeriods(today);
    const statesOf = statesBy(await workingCalendarAt(tx, knownAt), today);
    for await (const rows of this.owing.all(tx, { ...asked, ...spanOf(periods, today) }))
      yield rows.flatMap((row) => {
        const cells = statesOf(row, periods[row.cycle]).filter((cell) => cell !== null && isOwed(cell));
        return cells.length === 0 ? [] : [{ row, cells: cells as MatrixCell[] }];
      });
  }
}

const isOwed = ({ state }: MatrixCell): boolean => OWED_STATES.some((owed) => owed === state);

type Periods = Readonly<Record<Cycle, readonly ReportingPeriod[]>>;

function closedPeriods(today: CivilDate): Periods {
  const from = addMonths(today, -MONTHS_BACK);
  const of = (cycle: Cycle) => [cycle, reportingPeriods(cycle, from, today)] as const;
  return Object.fromEntries(CYCLES.map(of)) as unknown as Periods;
}

function spanOf(periods: Periods, today: CivilDate): { after: CivilDate; to: CivilDate } {
  const [after = today] = CYCLES.flatMap((cycle) => periods[cycle][0]?.before ?? []).sort();
  return { after, to: today };
}
