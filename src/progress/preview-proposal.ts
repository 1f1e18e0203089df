import { Injectable } from '@nestjs/common';
import { workingCalendarAt } from '../calendar';
import type { Reach } from '../domain/access';
import { ProposalsRepository } from '../goals';
import { Transactions, type Tx } from '../platform/database';
import { notFound } from '../platform/http';
import { ConcernedRepository } from './concerned.repository';
import type { Clocks, GoalRow } from './feed';
import { judgeCommitments } from './judge-commitments';
import type { PreviewSide, ProposalPreviewView } from './progress.dto';
import { ReplayProgress } from './replay-progress';

/** What a proposal would change: the same record judged today by the terms in force and by those proposed. */
@Injectable()
export class PreviewProposal {
  constructor(
    private readonly transactions: Transactions,
    private readonly proposals: ProposalsRepository,
    private readonly concerned: ConcernedRepository,
    private readonly replayProgress: ReplayProgress,
  ) {}

  /** Throws 404, also for what is out of reach and for a proposal about another goal. */
  async execute(code: string, reach: Reach, proposal: number): Promise<ProposalPreviewView> {
    const clocks = await this.replayProgress.clocks({});
    return this.transactions.read(async (tx) => {
      const { goalCode, proposed } = await this.proposals.one(proposal, reach, tx);
      if (goalCode !== code) throw notFound('promise.not_found', { id: proposal });
      const inPlace = (row: GoalRow): GoalRow => ({
        ...row,
        terms: { ...row.terms, ...proposed, version: row.terms.version + 1 },
      });
      return {
        ...{ code, proposal, ...clocks },
        current: await this.judged(tx, code, clocks, (row) => row),
        proposed: await this.judged(tx, code, clocks, inPlace),
      };
    });
  }

  /** Of an each-area goal the members too: what is proposed for the whole is proposed for each. */
  private async judged(
    tx: Tx,
    code: string,
    clocks: Clocks,
    terms: (row: GoalRow) => GoalRow,
  ): Promise<PreviewSide> {
    const id = await this.concerned.idOf(tx, code);
    const ids = id === null ? [] : await this.concerned.withMembers(tx, [id]);
    const calendar = await workingCalendarAt(tx, clocks.knownAt);
    for await (const { judged } of judgeCommitments(tx, clocks, ids, calendar, terms)) {
      const own = judged.find((one) => one.code === code);
      if (own === undefined) continue;
      const { status, light } = own.quantities;
      return { status: status ?? '', light: light ?? '', quantities: own.quantities };
    }
    throw new Error(`${code} cannot be computed`);
  }
}
