import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse, type Parser } from 'csv-parse';
import { Batches } from '../batches';
import { refusal, type Separator, type TableLimits, type TableRow } from '../table';

interface Found {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** What the parser calls wrong, and what it is called here. */
const CODES: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'table.quote_not_closed',
  CSV_MAX_RECORD_SIZE: 'table.line_too_long',
};

/**
 * Reads RFC 4180 text into batches of rows. `lenient` for what a spreadsheet puts on the clipboard, which leaves a quote
 * inside a cell as it is. Ends the source when it is left early.
 */
export async function* readRows(
  text: AsyncIterable<string> | Iterable<string>,
  separator: Separator,
  lenient: boolean,
  limits: TableLimits,
): AsyncGenerator<readonly TableRow[]> {
  const batches = new Batches(limits);
  const parser = parserOf(separator, lenient, limits);
  const lines = new Lines();
  const source = Readable.from(text);
  // What goes wrong in the source ends the parser with the same error, which the loop below throws.
  void pipeline(source, parser).catch(() => undefined);
  try {
    for await (const found of parser) {
      const { record, info } = found as Found;
      const full = batches.add({ line: lines.startOf(record, info.lines), cells: record, problems: [] });
      if (full !== null) yield full;
    }
    yield batches.rest();
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const code = CODES[error.code] ?? 'table.quote_misplaced';
    const line = code === 'table.quote_misplaced' ? lines.actual(parser.info.lines) : lines.next;
    throw refusal(code, code === 'table.line_too_long' ? { most: limits.lineCharacters } : {}, line);
  } finally {
    source.destroy();
  }
}

const parserOf = (separator: Separator, lenient: boolean, limits: TableLimits): Parser =>
  parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: lenient,
    skip_empty_lines: true,
    max_record_size: limits.lineCharacters,
    info: true,
  });

/** Where records begin. The parser tells where they end, and takes CRLF inside quotes for two ends of lines. */
class Lines {
  /** The first line after the last record. */
  next = 1;
  private counted = 0;

  startOf(record: readonly string[], parsedEnd: number): number {
    const ends = record.flatMap((cell) => cell.match(/\r\n|\r|\n/g) ?? []);
    this.counted += ends.filter((end) => end.length === 2).length;
    const end = this.actual(parsedEnd);
    this.next = end + 1;
    return end - ends.length;
  }

  actual(parsed: number): number {
    return parsed - this.counted;
  }
}
