import { Injectable } from '@nestjs/common';
import { workingCalendarAt } from '../calendar';
import { Transactions, type Tx } from '../platform/database';
import { type Language, translate } from '../platform/messages';
import { type Clocks, judgeCommitments } from '../progress';
import { BYTE_ORDER_MARK, csvLines } from './csv';
import { describeCommitments } from './describe-commitments';
import { PROGRESS_COLUMNS } from './progress-columns';
import { progressRow } from './progress-row';

export interface ReportOptions {
  readonly clocks: Clocks;
  readonly language: Language;
  /** `machine`: stable snake_case names and codes; `words`: the language's words for both. */
  readonly header: 'words' | 'machine';
}

const TYPES = PROGRESS_COLUMNS.map(({ type }) => type);

/** The progress report as CSV. The same options give the same bytes, whenever asked. */
@Injectable()
export class ProgressReport {
  constructor(private readonly transactions: Transactions) {}

  /** Hands the lines to `write` as they come, all read from one unchanging view of the database. */
  async write(options: ReportOptions, write: (lines: AsyncIterable<string>) => Promise<void>): Promise<void> {
    await this.transactions.read((tx) => write(this.lines(tx, options)));
  }

  private async *lines(tx: Tx, options: ReportOptions): AsyncGenerator<string> {
    // Excel takes UTF-8 for the local encoding unless told; Chinese is where it hurts.
    yield (
      (options.language === 'zh-CN' && options.header === 'words' ? BYTE_ORDER_MARK : '') +
      csvLines([headers(options)], [])
    );
    const calendar = await workingCalendarAt(tx, options.clocks.knownAt);
    for await (const batch of judgeCommitments(tx, options.clocks, null, calendar)) {
      const all = [...batch.judged, ...batch.failed];
      const described = await describeCommitments(
        tx,
        all.map(({ commitmentId }) => commitmentId),
        options.clocks,
      );
      const rows = all.map((one) => progressRow(one, described.get(one.commitmentId), options));
      if (rows.length > 0) yield csvLines(rows, TYPES);
    }
  }
}

function headers(options: ReportOptions): string[] {
  const names = PROGRESS_COLUMNS.map(({ name }) => name);
  return options.header === 'machine'
    ? names
    : names.map((name) => translate(options.language, 'report', `column.${name}`));
}
