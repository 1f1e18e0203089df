import { Inject, Injectable } from '@nestjs/common';
import type { CivilDate, Instant, WorkingCalendar } from '../domain/calendar';
import { explainGoal, judgeGoal } from '../domain/progress';
import { WORKING_CALENDAR } from '../platform/calendar';
import { Clock, Transactions, type Tx } from '../platform/database';
import { invalidField, notFound } from '../platform/http';
import { ConcernedRepository } from './concerned.repository';
import { type Clocks, goalInput, goalRows } from './feed';
import { judgeCommitments } from './judge-commitments';
import type { ExplainedView, ReplayQuery } from './progress.dto';
import { SnapshotsRepository } from './snapshots.repository';

/** Progress of one commitment: what is stored as current, or computed afresh for any two clocks. */
@Injectable()
export class ReplayProgress {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly snapshots: SnapshotsRepository,
    private readonly concerned: ConcernedRepository,
    @Inject(WORKING_CALENDAR) private readonly calendar: WorkingCalendar,
  ) {}

  async execute(code: string, query: ReplayQuery): Promise<ExplainedView> {
    if (query.asOf === undefined && query.knownAt === undefined && !query.explain) {
      const current = await this.snapshots.current(code);
      if (current !== null) return current;
    }
    const clocks = await this.clocks(query);
    return this.transactions.read((tx) => this.replay(tx, code, clocks, query.explain));
  }

  /**
   * The clocks asked for; where not asked, today and all that is recorded by now. Throws 400 for a moment
   * that has not come: what is recorded until then is not known yet.
   */
  async clocks(query: { readonly asOf?: string; readonly knownAt?: string }): Promise<Clocks> {
    const asOf = (query.asOf as CivilDate | undefined) ?? (await this.clock.today());
    // Fixed in any case: also a moment just past is final only when the writers in flight then are through.
    const now = await this.clock.fixKnownAt();
    const knownAt = (query.knownAt as Instant | undefined) ?? now;
    if (knownAt > now) throw invalidField('knownAt', 'field.instant_future', { now });
    return { asOf, knownAt };
  }

  private async replay(tx: Tx, code: string, clocks: Clocks, explain: boolean): Promise<ExplainedView> {
    const commitment = await this.concerned.commitment(tx, code);
    if (commitment === null) throw notFound('commitment.not_found', { code });
    const ids = await this.concerned.withMembers(tx, commitment.id);
    for await (const { judged, failed } of judgeCommitments(tx, clocks, ids, this.calendar)) {
      const found = judged.find((one) => one.commitmentId === commitment.id);
      const broken = failed.find((one) => one.commitmentId === commitment.id);
      if (broken !== undefined) throw new Error(`${code} cannot be computed: ${broken.error}`);
      if (found === undefined) continue;
      const { quantities, inputs, methodVersion } = found;
      const view: ExplainedView = {
        code,
        kind: commitment.kind,
        ...clocks,
        methodVersion,
        status: quantities.status ?? '',
        light: quantities.light ?? '',
        dataStatus: quantities.data_status ?? '',
        runId: null,
        quantities,
        inputs,
      };
      return explain ? { ...view, explanation: await this.explanation(tx, commitment.id, clocks) } : view;
    }
    throw notFound('commitment.not_known_then', { code, knownAt: clocks.knownAt });
  }

  /** The steps of a goal's judgement; a composite is explained by the members among its inputs. */
  private async explanation(tx: Tx, id: number, clocks: Clocks): Promise<object[]> {
    for await (const rows of goalRows(tx, clocks, [id])) {
      return rows.flatMap((row) => {
        const input = goalInput(row, clocks, this.calendar);
        return [...explainGoal(input, judgeGoal(input))];
      });
    }
    return [];
  }
}
