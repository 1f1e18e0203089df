import { Injectable } from '@nestjs/common';
import { workingCalendarAt } from '../calendar';
import type { Reach } from '../domain/access';
import {
  addDays,
  type CivilDate,
  endOfMonth,
  type ReportingPeriod,
  reportingPeriods,
} from '../domain/calendar';
import { Clock, Transactions } from '../platform/database';
import { invalidField } from '../platform/http';
import { readCursor, writeCursor } from './cursor';
import { type OwingRow, OwingRepository, type SeriesPlace } from './owing.repository';
import { presentSeries, statesBy } from './period-states';
import type { MatrixQuery, MatrixView } from './reporting.dto';

/** As many as fit side by side on a screen. */
const MOST_PERIODS = 24;

/** Who has reported, who is due, who is late: series by periods. */
@Injectable()
export class ShowMatrix {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly owing: OwingRepository,
  ) {}

  async execute(query: MatrixQuery, reach: Reach | null): Promise<MatrixView> {
    const periods = periodsOf(query);
    const place = query.cursor === undefined ? null : (readCursor(query.cursor, 3) as unknown as SeriesPlace);
    return this.transactions.read(async (tx) => {
      const today = await this.clock.today(tx);
      const span = {
        today,
        knownAt: null,
        after: periods[0]?.before ?? today,
        to: periods.at(-1)?.end ?? today,
      };
      const rows = await this.owing.page(tx, { ...query, ...span, reach }, place, query.limit + 1);
      const statesOf = statesBy(await workingCalendarAt(tx, null), today);
      const shown = rows.slice(0, query.limit);
      return {
        today,
        periods: periods.map(({ end }) => end),
        items: shown.map((row) => ({ ...presentSeries(row), cells: statesOf(row, periods) })),
        nextCursor: rows.length > query.limit ? cursorAfter(shown.at(-1)) : null,
      };
    });
  }
}

/** Throws 400 for months that are turned round, hold no whole period, or hold more than 24. */
function periodsOf({ cycle, from, to }: MatrixQuery): ReportingPeriod[] {
  if (from > to) throw invalidField('from', 'field.range', { last: to });
  const first = addDays(`${from}-01` as CivilDate, -1);
  const periods = reportingPeriods(cycle, first, endOfMonth(`${to}-01` as CivilDate));
  if (periods.length === 0 || periods.length > MOST_PERIODS)
    throw invalidField('to', 'reporting.periods', { count: periods.length, max: MOST_PERIODS });
  return periods;
}

function cursorAfter(row: OwingRow | undefined): string | null {
  return row === undefined ? null : writeCursor([row.indicatorCode, row.areaCode, row.definition]);
}
