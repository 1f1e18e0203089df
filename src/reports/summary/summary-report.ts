import { Injectable } from '@nestjs/common';
import { workingCalendarAt } from '../../calendar';
import type { Tx } from '../../platform/database';
import { type Batch, commitmentNames, ConcernedRepository, judgeCommitments } from '../../progress';
import { describeCommitments } from '../progress/describe-commitments';
import { idsWithin } from '../progress/ids-within';
import type { Report, ReportOptions, RowBatch } from '../report';
import { SUMMARY_COLUMNS } from './columns';
import { Groups } from './groups';

/** How many goals and composites of each department and area stand how. Groups are held in memory, nothing else. */
@Injectable()
export class SummaryReport implements Report {
  readonly name = 'summary';
  readonly columns = SUMMARY_COLUMNS;

  constructor(private readonly commitments: ConcernedRepository) {}

  async *batches(tx: Tx, options: ReportOptions): AsyncGenerator<RowBatch> {
    const { clocks, reach, filter, language } = options;
    const reached = await this.commitments.idsInReach(tx, reach);
    const wanted = await idsWithin(tx, filter, clocks.knownAt);
    const calendar = await workingCalendarAt(tx, clocks.knownAt);
    const isAsked = ({ commitmentId }: { readonly commitmentId: number }) =>
      (reached?.has(commitmentId) ?? true) && (wanted?.has(commitmentId) ?? true);
    const groups = new Groups(clocks.asOf, language);
    const programmes = new Map<string, string>();
    for await (const { judged, failed } of judgeCommitments(tx, clocks, null, calendar)) {
      const batch = { judged: judged.filter(isAsked), failed: failed.filter(isAsked) };
      for (const [code, name] of await countAll(tx, batch, options, groups)) programmes.set(code, name);
    }
    const same = { as_of: clocks.asOf, known_at: clocks.knownAt };
    const facts = groups.rows().map((row): typeof row => ({ ...row, ...same }));
    const named = facts.flatMap((row) => [row['nearest_code'] ?? [], row['worst_code'] ?? []].flat());
    const goals = await commitmentNames(tx, [...new Set(named)], clocks.knownAt, language);
    const rows = facts.map((row) => SUMMARY_COLUMNS.map(({ name }) => row[name] ?? null));
    yield { rows, names: new Map([...programmes, ...goals]) };
  }
}

/** Counts a batch; gives the names of the programmes in it, which only their description knows. */
async function countAll(
  tx: Tx,
  { judged, failed }: Batch,
  { clocks, language }: ReportOptions,
  groups: Groups,
): Promise<Map<string, string>> {
  const ids = [...judged, ...failed].map(({ commitmentId }) => commitmentId);
  const described = await describeCommitments(tx, ids, clocks);
  const programmes = new Map<string, string>();
  const all = [
    ...judged.map((one) => ({ ...one, judged: one })),
    ...failed.map((one) => ({ ...one, judged: null })),
  ];
  for (const { commitmentId, code, judged: one } of all) {
    const about = described.get(commitmentId);
    if (about === undefined) continue;
    groups.add(code, about, one);
    if (about.indicatorCode === null)
      programmes.set(code, language === 'zh-CN' ? about.nameZh : about.nameEn);
  }
  return programmes;
}
