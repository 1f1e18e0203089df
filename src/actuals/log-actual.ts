import { Injectable } from '@nestjs/common';
import { OPERATOR, recordEvents } from '../audit';
import { seriesIds } from '../catalog';
import { exact } from '../domain/number';
import { type ActualEntry, checkPlausibility, type Finding } from '../domain/progress';
import { Outbox, type Tx } from '../platform/database';
import { etag, invalidField, Problem, requireMatch, type WriteResult } from '../platform/http';
import { actualId, type ActualKeyText, keyOf, stateTag } from './actual-id';
import type { CorrectActualInput, LogActualInput } from './actuals.dto';
import { mustBePossible, periodMustBeFree, periodOf } from './actuals.policy';
import { type ActualKey, ActualsRepository, type NewActual, type OpenSeries } from './actuals.repository';
import type { Period } from './period';

/** Logs a figure, or corrects one. What looks wrong is held for review, with the reason given for it. */
@Injectable()
export class LogActual {
  constructor(
    private readonly actuals: ActualsRepository,
    private readonly outbox: Outbox,
  ) {}

  async log(tx: Tx, input: LogActualInput): Promise<WriteResult> {
    const [seriesId] = await seriesIds(tx, [input]);
    if (seriesId == null)
      throw invalidField('indicator', 'series.unknown', { indicator: input.indicator, area: input.area });
    const series = await this.actuals.open(tx, seriesId);
    const period = periodOf(input.period, series);
    mustBePossible(series, input);
    const entries = await this.actuals.accepted(tx, seriesId);
    periodMustBeFree(entries, period, input.independent);
    if (await this.actuals.waiting(tx, seriesId, period.end))
      throw new Problem('conflict', 'actual.period_waits', { end: period.end });
    const findings = check(series, entries, period, input, 'entry');
    if (findings.length > 0 && input.reason === undefined) throw needsReason(findings);
    return this.append(tx, {
      ...facts(seriesId, period, input, findings),
      kind: 'entry',
      reason: input.reason ?? null,
    });
  }

  async correct(
    tx: Tx,
    id: ActualKeyText,
    ifMatch: string | undefined,
    input: CorrectActualInput,
  ): Promise<WriteResult> {
    const key = keyOf(id);
    const series = await this.actuals.open(tx, key.seriesId);
    const corrected = await this.actuals.one(key, tx);
    requireMatch(ifMatch, stateTag(corrected, await this.actuals.history(key, tx)));
    if (corrected.state !== 'accepted')
      throw new Problem('conflict', 'actual.not_standing', { state: corrected.state });
    mustBePossible(series, input);
    const period = { start: corrected.periodStart, end: corrected.periodEnd } as Period;
    const findings = check(
      series,
      await this.actuals.accepted(tx, key.seriesId),
      period,
      input,
      'correction',
    );
    return this.append(tx, {
      ...facts(key.seriesId, period, input, findings),
      kind: 'correction',
      reason: input.reason,
    });
  }

  private async append(tx: Tx, actual: NewActual): Promise<WriteResult> {
    const [key] = (await this.actuals.append(tx, [actual])) as [ActualKey];
    const id = actualId(key);
    if (actual.state === 'accepted') {
      await this.outbox.append(tx, [{ topic: 'series.changed', payload: { seriesId: actual.seriesId } }]);
    }
    await recordEvents(tx, [
      { actor: OPERATOR, action: `actual.${actual.state}`, subject: id, details: { ...actual } },
    ]);
    const body = await this.actuals.one(key, tx);
    return {
      status: 201,
      body,
      etag: etag(`${key.revision}.${body.state}`),
      location: `/api/v1/actuals/${id}`,
    };
  }
}

function check(
  series: OpenSeries,
  entries: readonly ActualEntry[],
  period: Period,
  input: LogActualInput | CorrectActualInput,
  kind: 'entry' | 'correction',
): Finding[] {
  const bound = (text: string | null) => (text === null ? null : exact(text));
  return checkPlausibility({
    measure: series.measure,
    entryMode: series.entryMode,
    range: { min: bound(series.plausibleMin), max: bound(series.plausibleMax) },
    entries,
    candidate: {
      kind,
      periodStart: period.start,
      periodEnd: period.end,
      value: exact(input.value),
      qualifier: input.qualifier as ActualEntry['qualifier'],
    },
  });
}

function facts(
  seriesId: number,
  period: Period,
  input: LogActualInput | CorrectActualInput,
  findings: readonly Finding[],
): Omit<NewActual, 'kind' | 'reason'> {
  return {
    seriesId,
    periodStart: period.start,
    periodEnd: period.end,
    value: input.value,
    numerator: input.numerator ?? null,
    denominator: input.denominator ?? null,
    qualifier: input.qualifier,
    state: findings.length > 0 ? 'submitted' : 'accepted',
    heldFor: findings.length > 0 ? findings : null,
    note: input.note ?? null,
    evidenceUrl: input.evidenceUrl ?? null,
    speakerId: null,
    by: OPERATOR.name,
  };
}

function needsReason(findings: readonly Finding[]): Problem {
  const fields = findings.map(({ code, params }) => ({ path: 'value', code: `finding.${code}`, params }));
  return new Problem('unprocessable', 'actual.needs_reason', {}, fields);
}
