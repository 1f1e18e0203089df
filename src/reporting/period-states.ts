import { actualId } from '../actuals';
import { type CivilDate, dueDate, type ReportingPeriod, type WorkingCalendar } from '../domain/calendar';
import { obligationOf, type ReportedEntry, stateOfPeriod } from '../domain/reporting';
import type { OwingRow } from './owing.repository';
import type { MatrixCell, MatrixRow } from './reporting.dto';

/** Tells how each period of a series stands; null where nobody asks for it. */
export type StatesOf = (row: OwingRow, periods: readonly ReportingPeriod[]) => (MatrixCell | null)[];

/** Many series fall due on few days: each due day is counted once. */
export function statesBy(calendar: WorkingCalendar, today: CivilDate): StatesOf {
  const counted = new Map<string, CivilDate>();
  const dueOn = (end: CivilDate, workingDay: number): CivilDate => {
    const key = `${end} ${workingDay}`;
    const due = counted.get(key) ?? dueDate(end, workingDay, calendar);
    counted.set(key, due);
    return due;
  };
  return (row, periods) => {
    const obligations = row.goals.flatMap(
      ({ terms, promisedOn }) => obligationOf(row.measure, terms, promisedOn) ?? [],
    );
    const { cycle, entryMode, entries } = row;
    const series = { cycle, entryMode, obligations, entries };
    return periods.map((period) => {
      const found = stateOfPeriod(series, period, dueOn(period.end, row.dueWorkingDay), today);
      if (found === null) return null;
      const { state, dueOn: due, entry } = found;
      return { periodEnd: period.end, state, dueOn: due, actualId: idOf(row, entry) };
    });
  };
}

function idOf({ seriesId }: OwingRow, entry: ReportedEntry | null): string | null {
  if (seriesId === null || entry === null) return null;
  return actualId({ seriesId, periodEnd: entry.periodEnd, revision: entry.revision });
}

/** What series a row is about, and whom it concerns. */
export function presentSeries(row: OwingRow): Omit<MatrixRow, 'cells'> {
  const { indicatorCode, indicatorNameZh, indicatorNameEn, areaCode, areaNameZh, areaNameEn } = row;
  const departments = row.goals.flatMap(({ departmentCode }) => departmentCode ?? []);
  return {
    indicatorCode,
    indicatorNameZh,
    indicatorNameEn,
    areaCode,
    areaNameZh,
    areaNameEn,
    definition: row.definition,
    goals: row.goals.map(({ code }) => code),
    departments: [...new Set(departments)].sort(),
  };
}
