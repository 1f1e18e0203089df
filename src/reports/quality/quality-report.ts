import { Injectable } from '@nestjs/common';
import { workingCalendarAt } from '../../calendar';
import type { WorkingCalendar } from '../../domain/calendar';
import type { Cell } from '../../platform/csv';
import type { Tx } from '../../platform/database';
import { type Batch, ConcernedRepository, judgeCommitments, type Judged } from '../../progress';
import { describeCommitments } from '../progress/describe-commitments';
import { idsWithin } from '../progress/ids-within';
import type { Report, ReportOptions, RowBatch } from '../report';
import { QUALITY_COLUMNS } from './columns';
import { figureFacts } from './figure-facts';
import { findFaults } from './find-faults';
import { qualityRows } from './quality-rows';

/** What is wanting about the data of each goal, as it was known then. Composites have no data of their own. */
@Injectable()
export class QualityReport implements Report {
  readonly name = 'quality';
  readonly columns = QUALITY_COLUMNS;

  constructor(private readonly commitments: ConcernedRepository) {}

  async *batches(tx: Tx, options: ReportOptions): AsyncGenerator<RowBatch> {
    const { clocks, reach, filter } = options;
    const reached = await this.commitments.idsInReach(tx, reach);
    const wanted = await idsWithin(tx, filter, clocks.knownAt);
    const calendar = await workingCalendarAt(tx, clocks.knownAt);
    const isAsked = ({ commitmentId }: { readonly commitmentId: number }) =>
      (reached?.has(commitmentId) ?? true) && (wanted?.has(commitmentId) ?? true);
    for await (const { judged, failed } of judgeCommitments(tx, clocks, null, calendar)) {
      const goals = judged.filter((one) => isGoal(one) && isAsked(one));
      const batch = { judged: goals, failed: failed.filter(isAsked) };
      yield { rows: await rowsOf(tx, batch, options, calendar), names: new Map() };
    }
  }
}

const isGoal = ({ rule }: Judged): boolean => rule === null || rule === 'sum';

async function rowsOf(
  tx: Tx,
  { judged, failed }: Batch,
  options: ReportOptions,
  calendar: WorkingCalendar,
): Promise<Cell[][]> {
  const { clocks } = options;
  const ids = [...judged, ...failed].map(({ commitmentId }) => commitmentId);
  const all = await describeCommitments(tx, ids, clocks);
  const facts = await figureFacts(tx, ids, clocks);
  const faulty = judged.flatMap((one) => {
    const described = all.get(one.commitmentId);
    const figures = facts.get(one.commitmentId);
    if (described === undefined || figures === undefined) return [];
    const faults = findFaults({ judged: one, described, figures, asOf: clocks.asOf, calendar });
    return qualityRows(one.code, described, faults, options);
  });
  const broken = failed.flatMap(({ code, commitmentId }) => {
    const faults = [{ finding: 'not_computed', since: null, figures: [] } as const];
    return qualityRows(code, all.get(commitmentId), faults, options);
  });
  return [...faulty, ...broken];
}
