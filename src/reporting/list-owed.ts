import { Injectable } from '@nestjs/common';
import { workingCalendarAt } from '../calendar';
import type { Reach } from '../domain/access';
import { addMonths, type CivilDate, type ReportingPeriod, reportingPeriods } from '../domain/calendar';
import { type Cycle, CYCLES } from '../domain/goal';
import { OWED_STATES } from '../domain/reporting';
import { Clock, Transactions } from '../platform/database';
import type { Page } from '../platform/http';
import { readCursor, writeCursor } from './cursor';
import { FirstInOrder } from './first-in-order';
import { OwingRepository, type OwingRow } from './owing.repository';
import { presentSeries, type StatesOf, statesBy } from './period-states';
import type { OwedItem, OwedQuery } from './reporting.dto';

/** What was not reported in two years is not found on a Monday morning; the matrix still shows it. */
const MONTHS_BACK = 24;

/** What is to be reported now, by due day: what a person looks at on Monday morning. */
@Injectable()
export class ListOwed {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly owing: OwingRepository,
  ) {}

  /** Due days are no column: every series in reach is looked at, in one pass that keeps only one page. */
  async execute(query: OwedQuery, reach: Reach | null): Promise<Page<OwedItem>> {
    const after = query.cursor === undefined ? '' : (readCursor(query.cursor, 1)[0] ?? '');
    const states: readonly string[] = query.state === undefined ? OWED_STATES : [query.state];
    return this.transactions.read(async (tx) => {
      const today = await this.clock.today(tx);
      const periods = closedPeriods(today);
      const statesOf = statesBy(await workingCalendarAt(tx, null), today);
      const first = new FirstInOrder<OwedItem>(query.limit + 1, keyOf);
      for await (const rows of this.owing.all(tx, { ...query, ...spanOf(periods, today), today, reach }))
        for (const item of rows.flatMap((row) => itemsOf(row, periods[row.cycle], statesOf)))
          if (states.includes(item.state) && keyOf(item) > after) first.add(item);
      const found = first.inOrder();
      const items = found.slice(0, query.limit);
      const last = items.at(-1);
      const more = found.length > query.limit && last !== undefined;
      return { items, nextCursor: more ? writeCursor([keyOf(last)]) : null };
    });
  }
}

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

function itemsOf(row: OwingRow, periods: readonly ReportingPeriod[], statesOf: StatesOf): OwedItem[] {
  const series = presentSeries(row);
  return statesOf(row, periods).flatMap((cell) =>
    cell === null ? [] : [{ ...series, cycle: row.cycle, ...cell }],
  );
}

/** By due day, then by series and period; as text, which is how pages are told apart. */
function keyOf({ dueOn, indicatorCode, areaCode, definition, periodEnd }: OwedItem): string {
  return [dueOn, indicatorCode, areaCode, definition, periodEnd].join(' ');
}
