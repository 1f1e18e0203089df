import { Injectable } from '@nestjs/common';
import { workingCalendarAt } from '../calendar';
import type { Reach } from '../domain/access';
import type { CivilDate, Instant, WorkingCalendar } from '../domain/calendar';
import { kindOf } from '../domain/progress';
import { Clock, Transactions, type Tx } from '../platform/database';
import { invalidField, notFound } from '../platform/http';
import type { Language } from '../platform/messages';
import { ConcernedRepository } from './concerned.repository';
import { explainCommitment } from './explain-commitment';
import type { Clocks } from './feed';
import { type Judged, judgeCommitments } from './judge-commitments';
import type { ExplainedView, ReplayQuery } from './progress.dto';
import { SnapshotsRepository } from './snapshots.repository';

interface Asked {
  readonly asOf?: string;
  readonly knownAt?: string;
}

/** Progress of one commitment: what is stored as current, or computed afresh for any two clocks. */
@Injectable()
export class ReplayProgress {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly snapshots: SnapshotsRepository,
    private readonly concerned: ConcernedRepository,
  ) {}

  /** Throws 404, also for what is out of reach. */
  async execute(code: string, reach: Reach, query: ReplayQuery, language: Language): Promise<ExplainedView> {
    if (!(await this.concerned.isInReach(code, reach))) throw notFound('commitment.not_found', { code });
    if (query.asOf === undefined && query.knownAt === undefined && !query.explain) {
      const current = await this.snapshots.current(code);
      if (current !== null) return current;
    }
    const clocks = await this.clocks(query);
    return this.transactions.read(async (tx) => {
      const calendar = await workingCalendarAt(tx, clocks.knownAt);
      const { view, judged } = await this.replay(tx, code, clocks, calendar);
      if (!query.explain) return view;
      return {
        ...view,
        explanation: await explainCommitment(tx, judged, { clocks, calendar, language }),
      };
    });
  }

  /**
   * The clocks asked for; where not asked, today and all that is recorded by now. Throws 400 for a moment
   * that has not come: what is recorded until then is not known yet.
   */
  async clocks(query: Asked): Promise<Clocks> {
    const asOf = (query.asOf as CivilDate | undefined) ?? (await this.clock.today());
    // Fixed in any case: also a moment just past is final only when the writers in flight then are through.
    const now = await this.clock.fixKnownAt();
    const knownAt = (query.knownAt as Instant | undefined) ?? now;
    if (knownAt > now) throw invalidField('knownAt', 'field.instant_future', { now });
    return { asOf, knownAt };
  }

  /** The commitment computed, last of `judged`; before it the members it is composed of. */
  private async replay(
    tx: Tx,
    code: string,
    clocks: Clocks,
    calendar: WorkingCalendar,
  ): Promise<{ view: ExplainedView; judged: Judged[] }> {
    const id = await this.concerned.idOf(tx, code);
    if (id === null) throw notFound('commitment.not_found', { code });
    const ids = await this.concerned.withMembers(tx, id);
    const judged: Judged[] = [];
    for await (const batch of judgeCommitments(tx, clocks, ids, calendar)) {
      const broken = batch.failed.find((one) => one.code === code);
      if (broken !== undefined) throw new Error(`${code} cannot be computed: ${broken.error}`);
      judged.push(...batch.judged);
    }
    const found = judged.findIndex((one) => one.code === code);
    const [own] = found === -1 ? [] : judged.splice(found, 1);
    if (own === undefined) throw notFound('commitment.not_known_then', { code, knownAt: clocks.knownAt });
    return { view: viewOf(own, clocks), judged: [...judged, own] };
  }
}

function viewOf({ code, rule, quantities, inputs, methodVersion }: Judged, clocks: Clocks): ExplainedView {
  const { status, light, data_status: dataStatus } = quantities;
  const printed = { status: status ?? '', light: light ?? '', dataStatus: dataStatus ?? '' };
  return {
    code,
    kind: kindOf(rule),
    rule,
    ...clocks,
    methodVersion,
    ...printed,
    runId: null,
    quantities,
    inputs,
  };
}
