import type { GoalTerms } from '../goal/terms';
import { qualifierOf } from '../goal/evidence';
import { daysBetween } from '../calendar/civil-date';
import { coverageOf } from './coverage';
import { dataStatusOf } from './data-status';
import { flagsOf } from './flags';
import { forecastAt, outlookOf, projectedDate } from './forecast';
import { lightOf } from './light';
import { type GoalInput, type GoalProgress, type Judgement, METHOD_VERSION } from './model';
import { NO_PACE, paceAt } from './pace';
import { NO_RATES, ratesAt } from './rates';
import type { Reading } from './reading';
import { type AreaStanding, areaStandings, readSeries } from './series';
import { verdictOf } from './status-table';
import type { Verdict } from './verdict';
import { openWindow, type Window } from './window';

/** What a judgement was made of; the explanation shows it. */
export interface Assessment {
  readonly window: Window;
  readonly verdict: Verdict;
  /** All on record at the clocks, also from before t0. */
  readonly readings: readonly Reading[];
  readonly judgement: Judgement;
}

/**
 * All quantities of the method for one goal at its two clocks (progress-method). Pure: the same input gives the
 * same answer. Throws a RangeError for a due working day that never comes.
 */
export function judgeGoal(input: GoalInput): GoalProgress {
  const areas = areaStandings(input);
  const { window, verdict, judgement } = assess(areas, input, input.terms);
  const sameTerms = input.original.version === input.terms.version;
  return {
    ...judgement,
    methodVersion: METHOD_VERSION,
    asOf: input.asOf,
    knownAt: input.knownAt,
    dataStatus: dataStatusOf(input, areas, window),
    coverage: coverageOf(input, areas, window, verdict.reading),
    original: sameTerms ? judgement : assess(areas, input, input.original).judgement,
    inputs: { termsVersion: input.terms.version, entries: verdict.reading?.used() ?? [] },
  };
}

/** Judges what is on record by one version of the terms. */
export function assess(areas: readonly AreaStanding[], input: GoalInput, terms: GoalTerms): Assessment {
  const readings = readSeries(areas, input, terms);
  const window = openWindow(input.indicator.measure, terms, readings, input.asOf);
  const verdict = verdictOf(window);
  return { window, verdict, readings, judgement: judgementOf(window, verdict, readings) };
}

function judgementOf(window: Window, verdict: Verdict, readings: readonly Reading[]): Judgement {
  const { aim } = window;
  const { status, reading, metAt } = verdict;
  return {
    status,
    light: lightOf(status),
    flags: flagsOf(window, verdict),
    metAt,
    daysLate: metAt === null ? null : daysBetween(aim.closes, metAt),
    targetInForce: aim.target,
    ...(reading === null ? UNOBSERVED : observed(window, reading, readings)),
    ...(metAt === null ? {} : { projectedDate: metAt }),
  };
}

type Observed = Omit<Judgement, 'status' | 'light' | 'flags' | 'metAt' | 'daysLate' | 'targetInForce'>;

const UNOBSERVED: Observed = {
  value: null,
  valueAt: null,
  qualifier: null,
  ...NO_PACE,
  ...NO_RATES,
  forecast: null,
  forecastOutlook: null,
  projectedDate: null,
};

function observed(window: Window, reading: Reading, readings: readonly Reading[]): Observed {
  const { aim, asOf } = window;
  const outlined = forecastAt(window, reading, readings);
  return {
    value: reading.value,
    valueAt: reading.at,
    qualifier: qualifierOf(reading.certainty),
    ...paceAt(aim, reading),
    ...ratesAt(aim, reading, asOf, readings),
    forecast: outlined?.forecast ?? null,
    forecastOutlook: outlined === null ? null : outlookOf(aim, outlined.forecast),
    projectedDate: projectedDate(aim, reading, outlined?.perDay ?? null),
  };
}
