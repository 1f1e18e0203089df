import { checkActuals } from './check-actuals';
import { checkGoals } from './check-goals';
import { checkIndicator } from './check-indicators';
import { checkPlaces } from './check-places';
import { checkProgramme } from './check-programmes';
import { collectCodes } from './codes';
import type { CatalogDocument } from './document';
import { openFile } from './open-file';
import type { CatalogProblem } from './problem';
import { resolve } from './resolve';
import { catalogFile, type FileRecord } from './sections';

export type CatalogReading =
  | { readonly ok: true; readonly document: CatalogDocument }
  | { readonly ok: false; readonly problems: readonly CatalogProblem[] };

/** Reads a catalog file: either the whole of it is right, or everything that is wrong is said at once. */
export function readCatalogFile(text: string): CatalogReading {
  const { log, root } = openFile(text);
  const file = root && catalogFile(root);
  if (file) check(file);
  return file && log.empty ? { ok: true, document: resolve(file) } : { ok: false, problems: log.sorted() };
}

function check(file: FileRecord): void {
  const codes = collectCodes(file);
  checkPlaces(codes);
  for (const indicator of file.indicators ?? []) checkIndicator(indicator);
  checkGoals(file, codes);
  for (const programme of file.programmes ?? []) checkProgramme(programme, codes);
  checkActuals(file, codes);
}
