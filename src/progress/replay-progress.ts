import { Injectable } from '@nestjs/common';
import { workingCalendarAt } from '../calendar';
import type { Reach } from '../domain/access';
import type { CivilDate, Instant, WorkingCalendar } from '../domain/calendar';
import { kindOf } from '../domain/progress';
import { Clock, Transactions, type Tx } from '../platform/database';
import { invalidField, notFound } from '../platform/http';
import type { Language } from '../platform/messages';
import { progressTag } from './closings.policy';
import { ClosingsRepository } from './closings.repository';
import { ConcernedRepository } from './concerned.repository';
import { explainCommitment } from './explain-commitment';
import type { Clocks } from './feed';
import { type Judged, judgeCommitments } from './judge-commitments';
import type { CurrentProgressView, ExplainedView, ProgressView, ReplayQuery } from './progress.dto';
import { promiseSides } from './promise-sides';
import { SnapshotsRepository } from './snapshots.repository';

interface Asked {
  readonly asOf?: string;
  readonly knownAt?: string;
}

interface Answer {
  readonly view: ExplainedView;
  /** Of the snapshot that is stored as current; null for what was computed for this answer. */
  readonly tag: string | null;
}

/** Progress of one commitment: what is stored as current, or computed afresh for any two clocks. */
@Injectable()
export class ReplayProgress {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly snapshots: SnapshotsRepository,
    private readonly concerned: ConcernedRepository,
    private readonly closings: ClosingsRepository,
  ) {}

  /** Throws 404, also for what is out of reach. */
  async execute(code: string, reach: Reach, query: ReplayQuery, language: Language): Promise<Answer> {
    if (!(await this.concerned.isInReach(code, reach))) throw notFound('commitment.not_found', { code });
    if (query.asOf === undefined && query.knownAt === undefined && !query.explain) {
      const stored = await this.transactions.read((tx) => this.stored(tx, code));
      if (stored !== null) return stored;
    }
    const clocks = await this.clocks(query);
    return this.transactions.read(async (tx) => {
      const calendar = await workingCalendarAt(tx, clocks.knownAt);
      const { view, judged } = await this.replay(tx, code, clocks, calendar);
      const sides = await promiseSides(tx, view);
      if (!query.explain) return { view: { ...view, ...sides }, tag: null };
      const explanation = await explainCommitment(tx, judged, { clocks, calendar, language });
      return { view: { ...view, ...sides, explanation }, tag: null };
    });
  }

  private async stored(tx: Tx, code: string): Promise<Answer | null> {
    const current = await this.snapshots.current(code, tx);
    if (current === null) return null;
    return { view: { ...current, ...(await promiseSides(tx, current)) }, tag: progressTag(current) };
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
  ): Promise<{ view: CurrentProgressView; judged: Judged[] }> {
    const id = await this.concerned.idOf(tx, code);
    if (id === null) throw notFound('commitment.not_found', { code });
    const ids = await this.concerned.withMembers(tx, [id]);
    const judged: Judged[] = [];
    for await (const batch of judgeCommitments(tx, clocks, ids, calendar)) {
      const broken = batch.failed.find((one) => one.code === code);
      if (broken !== undefined) throw new Error(`${code} cannot be computed: ${broken.error}`);
      judged.push(...batch.judged);
    }
    const found = judged.findIndex((one) => one.code === code);
    const [own] = found === -1 ? [] : judged.splice(found, 1);
    if (own === undefined) throw notFound('commitment.not_known_then', { code, knownAt: clocks.knownAt });
    const view = viewOf(own, clocks);
    const closed = await this.closings.at(tx, code, clocks);
    const verdictChanged = closed !== null && closed.verdict !== view.status;
    return { view: { ...view, closed, verdictChanged }, judged: [...judged, own] };
  }
}

function viewOf({ code, rule, quantities, inputs, methodVersion }: Judged, clocks: Clocks): ProgressView {
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
