import { posix } from 'node:path';
import { refusal, type TableLimits } from '../table';
import type { Archive } from './archive';
import { builtInKind, kindOfFormat, type NumberKind } from './number-format';
import { localName, readPart } from './xml';

/** What of a workbook is needed to read its first visible sheet. */
export interface WorkbookParts {
  readonly sheetName: string;
  readonly sheetPart: string;
  readonly sharedStringsPart: string | null;
  readonly from1904: boolean;
  /** What the number format of each cell style makes of a number. */
  readonly styles: readonly NumberKind[];
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

interface Sheet {
  readonly name: string;
  readonly relation: string;
}

/** Finds its way as the standard says: from the package to the workbook, from there to sheets, styles and strings. */
export async function workbookParts(archive: Archive, limits: TableLimits): Promise<WorkbookParts> {
  const [main] = (await relations(archive, '')).filter(({ type }) => type === 'officeDocument');
  if (main === undefined || !archive.has(main.target) || !main.target.endsWith('.xml'))
    throw refusal('table.zip_not_xlsx');
  const { sheets, from1904, isWorkbook } = await readWorkbook(archive, main.target);
  if (!isWorkbook) throw refusal('table.zip_not_xlsx');
  if (sheets.length > limits.sheets) throw refusal('table.too_many_sheets', { most: limits.sheets });
  const related = await relations(archive, main.target);
  const partOf = (type: string): string | null =>
    related.find((relation) => relation.type === type)?.target ?? null;
  const found = sheets
    .map(({ name, relation }) => ({ name, to: related.find(({ id }) => id === relation) }))
    .find(({ to }) => to?.type === 'worksheet' && archive.has(to.target));
  if (found?.to === undefined) throw refusal('table.no_sheet');
  return {
    sheetName: found.name,
    sheetPart: found.to.target,
    sharedStringsPart: partOf('sharedStrings'),
    from1904,
    styles: await readStyles(archive, partOf('styles')),
  };
}

/** What a part relates to; '' is the package itself. Types by their last word, which both editions share. */
async function relations(archive: Archive, part: string): Promise<Relation[]> {
  const { dir, base } = posix.parse(part);
  const found: Relation[] = [];
  const source = posix.join(dir, '_rels', `${base}.rels`);
  if (!archive.has(source)) return found;
  await readPart(source, archive.text(source), {
    open(name, { Id = '', Type = '', Target = '' }) {
      if (name !== 'Relationship') return;
      const target = posix.join('/', Target.startsWith('/') ? '' : dir, Target).slice(1);
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
  });
  return found;
}

async function readWorkbook(
  archive: Archive,
  part: string,
): Promise<{ sheets: Sheet[]; from1904: boolean; isWorkbook: boolean }> {
  const found = { sheets: [] as Sheet[], from1904: false, isWorkbook: false };
  await readPart(part, archive.text(part), {
    open(name, attributes) {
      found.isWorkbook ||= name === 'workbook';
      if (name === 'workbookPr') found.from1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
      if (name === 'sheet') found.sheets.push(...visibleSheet(attributes));
    },
  });
  return found;
}

/** A hidden sheet is not what somebody sees who hands the file in. */
function visibleSheet(attributes: Readonly<Record<string, string>>): Sheet[] {
  const { name = '', state = 'visible' } = attributes;
  const [, relation = ''] = Object.entries(attributes).find(([key]) => localName(key) === 'id') ?? [];
  return state === 'visible' ? [{ name, relation }] : [];
}

async function readStyles(archive: Archive, part: string | null): Promise<NumberKind[]> {
  const formats = new Map<number, NumberKind>();
  const styles: NumberKind[] = [];
  let inCells = false;
  if (part === null || !archive.has(part)) return styles;
  await readPart(part, archive.text(part), {
    open(name, attributes) {
      const id = Number(attributes['numFmtId'] ?? 0);
      if (name === 'numFmt') formats.set(id, kindOfFormat(attributes['formatCode'] ?? ''));
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) styles.push(formats.get(id) ?? builtInKind(id));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}
