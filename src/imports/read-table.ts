import { readHeader } from '../domain/entry';
import { type OpenedTable, TableRefusal } from '../platform/table';
import type { ReadAsView } from './imports.dto';
import { readRow, type ReadRow } from './read-entry';

export interface ReadTable {
  readonly readAs: ReadAsView;
  readonly rows: AsyncGenerator<readonly ReadRow[]>;
}

/** Reads the header, then the rows as they are taken. Throws a TableRefusal where there is no usable header. */
export async function readTable({
  format,
  encoding,
  separator,
  sheet,
  rows,
}: OpenedTable): Promise<ReadTable> {
  const first = await rows.next();
  const [header, ...rest] = first.done === true ? [] : first.value;
  if (header === undefined) throw new TableRefusal({ code: 'entry.header.empty', params: {} });
  const { columns, valueUnit, problems } = readHeader(header.cells);
  const wrong = problems.find(({ severity }) => severity === 'error');
  if (wrong !== undefined)
    throw new TableRefusal({ code: wrong.code, params: wrong.params, line: header.line });
  const known = { columns, valueUnit, apostrophes: format !== 'xlsx', template: columns.includes('due_on') };
  async function* read(): AsyncGenerator<readonly ReadRow[]> {
    yield rest.map((row) => readRow(known, row));
    for await (const some of rows) yield some.map((row) => readRow(known, row));
  }
  return { readAs: { format, encoding, separator, sheet, columns: [...columns] }, rows: read() };
}
