import { Injectable } from '@nestjs/common';
import { daysBetween, type CivilDate } from '../../domain/calendar';
import type { Cell } from '../../platform/csv';
import type { Tx } from '../../platform/database';
import { commitmentNames } from '../../progress';
import { OwedFigures, type OwedSeries } from '../../reporting';
import { owedSeries } from '../owed-series';
import type { Report, ReportOptions, RowBatch } from '../report';
import { MISSING_COLUMNS } from './columns';

/** What is due, late or returned, as it was known then: the list of what is owed, as a report. */
@Injectable()
export class MissingReport implements Report {
  readonly name = 'missing';
  readonly columns = MISSING_COLUMNS;

  constructor(private readonly owed: OwedFigures) {}

  async *batches(tx: Tx, options: ReportOptions): AsyncGenerator<RowBatch> {
    const { clocks, language, header } = options;
    for await (const series of owedSeries(tx, this.owed, options)) {
      const rows = series.flatMap((one) => rowsOf(one, options));
      const goals = series.flatMap(({ row }) => row.goals.map(({ code }) => code));
      const named = header === 'machine' ? [] : [...new Set(goals)];
      yield { rows, names: await commitmentNames(tx, named, clocks.knownAt, language) };
    }
  }
}

function rowsOf({ row, cells }: OwedSeries, { clocks, language }: ReportOptions): Cell[][] {
  const zh = language === 'zh-CN';
  const departments = new Map(
    row.goals.map(({ departmentCode, departmentNameZh, departmentNameEn }) => [
      departmentCode,
      zh ? departmentNameZh : departmentNameEn,
    ]),
  );
  departments.delete(null);
  const series: Record<string, Cell> = {
    indicator_code: row.indicatorCode,
    indicator_name: zh ? row.indicatorNameZh : row.indicatorNameEn,
    area_code: row.areaCode,
    area_name: zh ? row.areaNameZh : row.areaNameEn,
    definition: row.definition,
    cycle: row.cycle,
    goal_codes: row.goals.map(({ code }) => code).join(' '),
    department_codes: [...departments.keys()].join(' '),
    department_names: [...departments.values()].join('; '),
    as_of: clocks.asOf,
    known_at: clocks.knownAt,
  };
  return cells.map(({ periodEnd, dueOn, state, actualId }) => {
    const overdue = daysBetween(dueOn as CivilDate, clocks.asOf);
    const period: Record<string, Cell> = {
      period_end: periodEnd,
      due_on: dueOn,
      reporting_state: state,
      days_overdue: overdue > 0 ? String(overdue) : null,
      returned_id: actualId,
    };
    return MISSING_COLUMNS.map(({ name }) => period[name] ?? series[name] ?? null);
  });
}
