import { Batches } from '../batches';
import type { TableLimits, TableProblem, TableRow } from '../table';
import { Archive } from './archive';
import { sharedStrings } from './shared-strings';
import { SheetRows } from './sheet-rows';
import { workbookParts } from './workbook-parts';
import { parsed } from './xml';

/** What the thread answers, one at a time: first what it opened, then rows until there are none. */
export type WorkbookStep =
  | { readonly kind: 'opened'; readonly sheet: string }
  | { readonly kind: 'rows'; readonly rows: readonly TableRow[] };
export type WorkbookAnswer =
  WorkbookStep | { readonly kind: 'done' } | { readonly kind: 'refused'; readonly problem: TableProblem };

/** Reads the first visible sheet of a workbook; each step is done when it is asked for. */
export async function* readWorkbook(path: string, limits: TableLimits): AsyncGenerator<WorkbookStep> {
  const archive = await Archive.open(path, limits);
  const parts = await workbookParts(archive, limits);
  yield { kind: 'opened', sheet: parts.sheetName };
  const strings = await sharedStrings(archive, parts.sharedStringsPart, limits);
  const batches = new Batches(limits);
  const sheet = new SheetRows({ ...parts, part: parts.sheetPart, strings }, batches);
  for await (const { full } of parsed(parts.sheetPart, archive.text(parts.sheetPart), sheet))
    for (const rows of full.splice(0)) yield { kind: 'rows', rows };
  yield { kind: 'rows', rows: batches.rest() };
}
