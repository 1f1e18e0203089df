import { Injectable } from '@nestjs/common';
import { type Principal, reachOf } from '../domain/access';
import { LocksRepository } from '../locks';
import type { Tx } from '../platform/database';
import { etag, Problem, requireMatch, type WriteResult } from '../platform/http';
import { type ActualKeyText, keyOf, stateTag } from './actual-id';
import type { ActualView, CorrectActualInput } from './actuals.dto';
import { mustBePossible, mustNotBeLocked, mustNotWait } from './actuals.policy';
import { ActualsRepository } from './actuals.repository';
import { LogActual } from './log-actual';
import { figureOf, findingsOf } from './new-figure';
import type { Period } from './period';
import { type OpenSeries, RecordRepository } from './record.repository';

/** Submits a correction of an accepted figure, which stays in force until the correction is accepted. */
@Injectable()
export class CorrectActual {
  constructor(
    private readonly actuals: ActualsRepository,
    private readonly record: RecordRepository,
    private readonly locks: LocksRepository,
    private readonly logActual: LogActual,
  ) {}

  async execute(
    tx: Tx,
    principal: Principal,
    id: ActualKeyText,
    ifMatch: string | undefined,
    input: CorrectActualInput,
  ): Promise<WriteResult> {
    const key = keyOf(id);
    const { seriesId } = key;
    const series = (await this.record.open(tx, [seriesId])).get(seriesId) as OpenSeries;
    const corrected = await this.actuals.one(key, reachOf(principal, 'actual.log') ?? [], tx);
    requireMatch(ifMatch, stateTag(corrected, await this.actuals.history(key, tx)));
    if (corrected.state !== 'accepted')
      throw new Problem('conflict', 'actual.not_standing', { state: corrected.state });
    const period = { start: corrected.periodStart, end: corrected.periodEnd } as Period;
    const [lock] = await this.locks.holding(tx, principal.personId, [{ seriesId, periodEnd: period.end }]);
    mustNotBeLocked(lock ?? null, period);
    mustNotWait(series.waiting, period);
    mustBePossible(series, input);
    const findings = findingsOf(series, period, input, 'correction');
    const { name: by, personId: person } = principal;
    const why = { kind: 'correction', reason: input.reason, by, person } as const;
    const [body] = (await this.logActual.submit(tx, principal, [
      figureOf(seriesId, period, input, findings, why),
    ])) as [ActualView];
    return {
      status: 201,
      body,
      etag: etag(`${body.revision}.${body.state}`),
      location: `/api/v1/actuals/${body.id}`,
    };
  }
}
