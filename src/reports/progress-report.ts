import { Injectable } from '@nestjs/common';
import { workingCalendarAt } from '../calendar';
import type { Reach } from '../domain/access';
import { BYTE_ORDER_MARK, type CellType, csvLines } from '../platform/csv';
import { Transactions, type Tx } from '../platform/database';
import { type Language, translate } from '../platform/messages';
import { type Batch, type Clocks, commitmentNames, ConcernedRepository, judgeCommitments } from '../progress';
import { describeCommitments } from './describe-commitments';
import { PROGRESS_COLUMNS } from './progress-columns';
import { progressRow } from './progress-row';

export interface ReportOptions {
  readonly clocks: Clocks;
  readonly language: Language;
  /** `machine`: stable snake_case names and codes; `words`: the language's words for both. */
  readonly header: 'words' | 'machine';
  /** Only what lies within is told of. */
  readonly reach: Reach;
}

/** A name is what somebody typed: a cell of codes with names is text. */
const typesFor = (header: ReportOptions['header']): CellType[] =>
  PROGRESS_COLUMNS.map(({ type, names }) => (names === true && header === 'words' ? 'text' : type));

/** The progress report as CSV. The same options give the same bytes, whenever asked. */
@Injectable()
export class ProgressReport {
  constructor(
    private readonly transactions: Transactions,
    private readonly commitments: ConcernedRepository,
  ) {}

  /** Hands the lines to `write` as they come, all read from one unchanging view of the database. */
  async write(options: ReportOptions, write: (lines: AsyncIterable<string>) => Promise<void>): Promise<void> {
    await this.transactions.read((tx) => write(this.lines(tx, options)));
  }

  private async *lines(tx: Tx, options: ReportOptions): AsyncGenerator<string> {
    // Excel takes UTF-8 for the local encoding unless told; Chinese is where it hurts, whatever the header.
    yield (options.language === 'zh-CN' ? BYTE_ORDER_MARK : '') + csvLines([headers(options)], []);
    const types = typesFor(options.header);
    const within = await this.commitments.idsInReach(tx, options.reach);
    const calendar = await workingCalendarAt(tx, options.clocks.knownAt);
    for await (const batch of judgeCommitments(tx, options.clocks, null, calendar)) {
      const all = [...batch.judged, ...batch.failed].filter(
        ({ commitmentId }) => within === null || within.has(commitmentId),
      );
      const described = await describeCommitments(
        tx,
        all.map(({ commitmentId }) => commitmentId),
        options.clocks,
      );
      const names = await memberNames(tx, batch, options);
      const rows = all.map((one) => progressRow(one, described.get(one.commitmentId), options, names));
      if (rows.length > 0) yield csvLines(rows, types);
    }
  }
}

function headers(options: ReportOptions): string[] {
  const names = PROGRESS_COLUMNS.map(({ name }) => name);
  return options.header === 'machine'
    ? names
    : names.map((name) => translate(options.language, 'report', `column.${name}`));
}

/** The names of the goals that hold a composite of this batch back, by their codes; only people are told them. */
async function memberNames(
  tx: Tx,
  { judged }: Batch,
  { header, language, clocks }: ReportOptions,
): Promise<ReadonlyMap<string, string>> {
  if (header === 'machine') return new Map();
  const codes = judged.flatMap(({ quantities }) => quantities.held_back_by?.split(' ') ?? []);
  return commitmentNames(tx, [...new Set(codes)], clocks.knownAt, language);
}
