import { Injectable } from '@nestjs/common';
import { workingCalendarAt } from '../../calendar';
import type { Tx } from '../../platform/database';
import { type Batch, commitmentNames, ConcernedRepository, judgeCommitments } from '../../progress';
import type { Report, ReportOptions, RowBatch } from '../report';
import { PROGRESS_COLUMNS } from './columns';
import { describeCommitments } from './describe-commitments';
import { idsWithin } from './ids-within';
import { progressRow } from './progress-row';

/** One row for each goal and each composite, with every quantity of the method. */
@Injectable()
export class ProgressReport implements Report {
  readonly name = 'progress';
  readonly columns = PROGRESS_COLUMNS;

  constructor(private readonly commitments: ConcernedRepository) {}

  async *batches(tx: Tx, options: ReportOptions): AsyncGenerator<RowBatch> {
    const { clocks, reach, filter } = options;
    const reached = await this.commitments.idsInReach(tx, reach);
    const wanted = await idsWithin(tx, filter, clocks.knownAt);
    const calendar = await workingCalendarAt(tx, clocks.knownAt);
    for await (const batch of judgeCommitments(tx, clocks, null, calendar)) {
      const all = [...batch.judged, ...batch.failed].filter(
        ({ commitmentId }) => (reached?.has(commitmentId) ?? true) && (wanted?.has(commitmentId) ?? true),
      );
      const described = await describeCommitments(
        tx,
        all.map(({ commitmentId }) => commitmentId),
        clocks,
      );
      const rows = all.map((one) => progressRow(one, described.get(one.commitmentId), options));
      yield { rows, names: await memberNames(tx, batch, options) };
    }
  }
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
