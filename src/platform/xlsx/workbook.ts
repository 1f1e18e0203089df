import { type ZipEntry, zipped } from '../zip';
import { STYLES } from './styles';
import { MOST_ROWS, type Rows, type SheetColumn, worksheetXml } from './worksheet';
import { xmlText } from './xml';

export type { SheetColumn } from './worksheet';

export const XLSX_MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface Sheet {
  /** At most 26 characters, without any of []:*?/\ */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  /** The rows as they come, in the order of the columns. */
  readonly rows: AsyncIterable<Rows> | Iterable<Rows>;
}

/**
 * A workbook, as it comes. Rows that a sheet cannot hold go on in further ones, "Name (2)". It says nothing of
 * when or by whom it was made: the same sheets are the same bytes.
 */
export function workbook(sheets: readonly Sheet[], mostRows = MOST_ROWS): AsyncGenerator<Uint8Array> {
  return zipped(partsOf(sheets, mostRows));
}

async function* partsOf(sheets: readonly Sheet[], mostRows: number): AsyncGenerator<ZipEntry> {
  yield { name: '_rels/.rels', content: [relationships([[OFFICE, 'officeDocument', 'xl/workbook.xml']])] };
  yield { name: 'xl/styles.xml', content: [STYLES] };
  const names: string[] = [];
  for (const { name, columns, rows } of sheets) {
    const source = new Paged(rows, mostRows - 1);
    try {
      for (let page = 1; page === 1 || (await source.hasMore()); page += 1) {
        names.push(page === 1 ? name : `${name} (${page})`);
        yield { name: part(names.length), content: worksheetXml(columns, source.page()) };
      }
    } finally {
      await source.close();
    }
  }
  // Only now is it known how many sheets there are.
  yield { name: 'xl/workbook.xml', content: [workbookXml(names)] };
  yield { name: 'xl/_rels/workbook.xml.rels', content: [workbookParts(names.length)] };
  yield { name: '[Content_Types].xml', content: [contentTypes(names.length)] };
}

/** Rows in pages of at most so many, without holding more than a batch. */
class Paged {
  private readonly batches: AsyncIterator<Rows> | Iterator<Rows>;
  private waiting: Rows = [];

  constructor(
    rows: AsyncIterable<Rows> | Iterable<Rows>,
    private readonly mostRows: number,
  ) {
    this.batches = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  }

  async hasMore(): Promise<boolean> {
    while (this.waiting.length === 0) {
      const next = await this.batches.next();
      if (next.done === true) return false;
      this.waiting = next.value;
    }
    return true;
  }

  async *page(): AsyncGenerator<Rows> {
    let left = this.mostRows;
    while (left > 0 && (await this.hasMore())) {
      const some = this.waiting.slice(0, left);
      this.waiting = this.waiting.slice(left);
      left -= some.length;
      yield some;
    }
  }

  /** Whoever stops reading in the middle wants no more of them. */
  async close(): Promise<void> {
    await this.batches.return?.();
  }
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

const part = (number: number): string => `xl/worksheets/sheet${number}.xml`;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

function relationships(of: readonly (readonly [base: string, kind: string, target: string])[]): string {
  const each = of.map(
    ([base, kind, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${base}/${kind}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
}

function workbookXml(names: readonly string[]): string {
  const each = names.map(
    (name, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each.join('')}</sheets></workbook>`;
}

function workbookParts(sheets: number): string {
  return relationships([
    ...numbers(sheets).map((number) => [OFFICE, 'worksheet', `worksheets/sheet${number}.xml`] as const),
    [OFFICE, 'styles', 'styles.xml'],
  ]);
}

function contentTypes(sheets: number): string {
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const override = (name: string, type: string): string =>
    `<Override PartName="/${name}" ContentType="${kind}.${type}+xml"/>`;
  return (
    `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    override('xl/workbook.xml', 'sheet.main') +
    override('xl/styles.xml', 'styles') +
    numbers(sheets)
      .map((number) => override(part(number), 'worksheet'))
      .join('') +
    '</Types>'
  );
}
