import { Injectable } from '@nestjs/common';
import { type CivilDate, periodText } from '../../domain/calendar';
import type { Cell } from '../../platform/csv';
import type { Tx } from '../../platform/database';
import type { Language } from '../../platform/messages';
import { OwedFigures, type OwedSeries } from '../../reporting';
import { owedSeries } from '../owed-series';
import type { Report, ReportOptions, RowBatch } from '../report';
import { TEMPLATE_COLUMNS } from './columns';
import { type LastFigureOf, lastFigures } from './last-figures';

/** What is owed, with the cells to be filled in left empty: handed in again it is an import. */
@Injectable()
export class TemplateReport implements Report {
  readonly name = 'template';
  readonly columns = TEMPLATE_COLUMNS;

  constructor(private readonly owed: OwedFigures) {}

  async *batches(tx: Tx, options: ReportOptions): AsyncGenerator<RowBatch> {
    for await (const owed of owedSeries(tx, this.owed, options)) {
      const lastOf = await lastFigures(tx, owed, options.clocks.knownAt);
      const rows = owed.flatMap((series) => rowsOf(series, lastOf, options.language));
      yield { rows, names: new Map() };
    }
  }
}

function rowsOf({ row, cells }: OwedSeries, lastOf: LastFigureOf, language: Language): Cell[][] {
  const zh = language === 'zh-CN';
  const series: Record<string, Cell> = {
    indicator: row.indicatorCode,
    indicator_name: zh ? row.indicatorNameZh : row.indicatorNameEn,
    area: row.areaCode,
    area_name: zh ? row.areaNameZh : row.areaNameEn,
    definition: row.definition,
    unit: zh ? row.unitZh : row.unitEn,
  };
  return cells.map(({ periodEnd, dueOn }) => {
    const last = lastOf(row, periodEnd);
    const period: Record<string, Cell> = {
      period: periodText(row.cycle, periodEnd as CivilDate),
      due_on: dueOn,
      last_period: last?.period ?? null,
      last_value: last?.value ?? null,
    };
    return TEMPLATE_COLUMNS.map(({ name }) => period[name] ?? series[name] ?? null);
  });
}
