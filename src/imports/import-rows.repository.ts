import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { listPage, type ListShape } from '../platform/database';
import type { Page } from '../platform/http';
import type { ImportRowQuery } from './imports.dto';
import type { ImportRowFacts } from './present-import';

const LISTED: ListShape = {
  select: `SELECT f.batch_id AS _batch, f.line, f.fate, r.cells, f.problems, f.value::text, f.qualifier,
      f.period_start::text AS "periodStart", f.period_end::text AS "periodEnd"
    FROM import_fate f JOIN import_row r USING (batch_id, line)`,
  sorts: { line: { sql: 'listed.line', type: 'integer' } },
  defaultSort: 'line',
  key: { sql: 'listed.line', type: 'integer' },
};

/** The rows of an import with what each comes to. */
@Injectable()
export class ImportRowsRepository {
  constructor(private readonly dataSource: DataSource) {}

  list(batch: number, query: ImportRowQuery): Promise<Page<ImportRowFacts>> {
    return listPage(this.dataSource.manager, LISTED, query, [
      { sql: 'listed._batch = ?', value: batch },
      { sql: 'listed.fate = ?', value: query.fate },
    ]);
  }
}
