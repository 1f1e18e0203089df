import { exact } from '../domain/number';
import { type ActualEntry, checkPlausibility, type Finding } from '../domain/progress';
import { type FieldProblem, Problem } from '../platform/http';
import type { CorrectActualInput, LogActualInput } from './actuals.dto';
import type { NewActual } from './actuals.repository';
import type { Period } from './period';
import type { OpenSeries } from './record.repository';

/** What looks wrong about a figure, seen beside what was accepted. */
export function findingsOf(
  series: OpenSeries,
  period: Period,
  input: LogActualInput | CorrectActualInput,
  kind: 'entry' | 'correction',
): Finding[] {
  const bound = (text: string | null) => (text === null ? null : exact(text));
  return checkPlausibility({
    measure: series.measure,
    entryMode: series.entryMode,
    range: { min: bound(series.plausibleMin), max: bound(series.plausibleMax) },
    entries: series.accepted,
    candidate: {
      kind,
      periodStart: period.start,
      periodEnd: period.end,
      value: exact(input.value),
      qualifier: input.qualifier as ActualEntry['qualifier'],
    },
  });
}

/** The figure as it is put on record, waiting for review. */
export function figureOf(
  seriesId: number,
  period: Period,
  input: LogActualInput | CorrectActualInput,
  findings: readonly Finding[],
  { kind, reason, by, person }: Pick<NewActual, 'kind' | 'reason' | 'by' | 'person'>,
): NewActual {
  return {
    seriesId,
    periodStart: period.start,
    periodEnd: period.end,
    value: input.value,
    numerator: input.numerator ?? null,
    denominator: input.denominator ?? null,
    qualifier: input.qualifier,
    state: 'submitted',
    heldFor: findings.length > 0 ? findings : null,
    note: input.note ?? null,
    noteEn: null,
    evidenceUrl: input.evidenceUrl ?? null,
    evidence: input.evidence ?? [],
    speakerId: null,
    kind,
    reason,
    by,
    person,
  };
}

/** What was found about a figure, field by field. */
export const findingFields = (findings: readonly Finding[]): FieldProblem[] =>
  findings.map(({ code, params }) => ({
    path: code === 'replaces' ? 'period' : 'value',
    code: `finding.${code}`,
    params,
  }));

export const needsReason = (findings: readonly Finding[]): Problem =>
  new Problem('unprocessable', 'actual.needs_reason', {}, findingFields(findings));
