import { addDays } from '../calendar/civil-date';
import { isUpward } from '../goal/evidence';
import { rateByPace } from '../goal/preset';
import { type Exact, fraction, signOf } from '../number/exact';
import { evidenceOf, evidenceOfPlan } from './aim';
import { verdictOfMilestone } from './milestone';
import type { Status } from './model';
import { paceAt } from './pace';
import type { Reading } from './reading';
import type { Verdict } from './verdict';
import type { Window } from './window';

type Rule = (window: Window) => Verdict | null;

const TOO_EARLY_SHARE: Exact = fraction(1, 10);

/** The rows of the table, in its order (progress-method: Status); the first that holds is the status. */
const TABLE: readonly Rule[] = [
  notStarted,
  verdictOfMilestone,
  achieved,
  achievedLate,
  missed,
  awaitingFinal,
  noData,
  constant,
  held,
  unrated,
  tooEarly,
];

export function verdictOf(window: Window): Verdict {
  for (const rule of TABLE) {
    const verdict = rule(window);
    if (verdict !== null) return verdict;
  }
  return rated(window);
}

/** The observation that decides at the deadline: at t1 or, but for flows, the first after it that proves something. */
export function finalReading({ aim, within, after }: Window): Reading | null {
  const last = within.at(-1);
  const decides = (reading: Reading): boolean => evidenceOf(aim, reading) !== 'unknown';
  if (last?.at === aim.closes && decides(last)) return last;
  return aim.measure === 'flow' ? null : (after.find(decides) ?? null);
}

function latest(status: Status, { within }: Window): Verdict {
  return { status, reading: within.at(-1) ?? null, metAt: null };
}

function notStarted(window: Window): Verdict | null {
  const { opens } = window.aim;
  return opens !== null && window.asOf < opens ? { status: 'not_started', reading: null, metAt: null } : null;
}

function achieved(window: Window): Verdict | null {
  const { aim, within } = window;
  if (!aim.isFinal) return null;
  if (aim.course === 'constant' || !isUpward(aim.terms.comparator)) return keptUntilTheEnd(window);
  const meets = (reading: Reading | undefined): boolean =>
    reading !== undefined && evidenceOf(aim, reading) === 'meets';
  const first = within.find(meets);
  // The total of a year that once met stands unless it is revised; whatever else falls is rated again.
  if (first === undefined || !(aim.measure === 'flow' || meets(within.at(-1)))) return null;
  return { ...latest('achieved', window), metAt: first.at };
}

/**
 * "Less", and a floor that held from the start, are achieved only once the value at t1 is in; a later one tells of
 * t1 if the last before it held too.
 */
function keptUntilTheEnd(window: Window): Verdict | null {
  const { aim, within } = window;
  const final = finalReading(window);
  const meets = (reading: Reading): boolean => evidenceOf(aim, reading) === 'meets';
  if (final === null || !meets(final)) return null;
  // What only grows was no higher before; of a level the last word before must agree.
  if (aim.course === 'ceiling') return { status: 'achieved', reading: final, metAt: aim.closes };
  const heldInTime = within.slice(-1).some(meets);
  if (!heldInTime) return null;
  return { status: 'achieved', reading: final, metAt: within.find(meets)?.at ?? aim.closes };
}

function achievedLate({ aim, after }: Window): Verdict | null {
  if (aim.course === 'ceiling') return null;
  const final = aim.isFinal ? aim : { ...aim, target: aim.terms.target };
  const first = after.find((reading) => evidenceOf(final, reading) === 'meets');
  return first === undefined ? null : { status: 'achieved_late', reading: first, metAt: first.at };
}

function missed(window: Window): Verdict | null {
  const { aim, asOf, within } = window;
  const passed = within.some((reading) => evidenceOf(aim, reading) === 'fails');
  if (aim.course === 'ceiling' && aim.isFinal && passed) return latest('missed', window);
  if (asOf <= aim.closes) return null;
  const final = finalReading(window);
  if (final !== null) return { status: 'missed', reading: final, metAt: null };
  return asOf > addDays(aim.closes, aim.terms.graceDays) ? latest('missed', window) : null;
}

function awaitingFinal(window: Window): Verdict | null {
  return window.asOf > window.aim.closes ? latest('awaiting_final', window) : null;
}

function noData(window: Window): Verdict | null {
  return window.within.length === 0 ? latest('no_data', window) : null;
}

const OF_CONSTANT = { meets: 'holding', fails: 'breached', unknown: 'unrated' } as const;

function constant(window: Window): Verdict | null {
  const reading = window.within.at(-1);
  if (window.aim.course !== 'constant' || reading === undefined) return null;
  return latest(OF_CONSTANT[evidenceOf(window.aim, reading)], window);
}

/**
 * A level below its mark, before the deadline; a growing amount within what is planned for the day. Nothing can be
 * said of one that may lie on either side of the plan: an incomplete total below it.
 */
function held(window: Window): Verdict | null {
  const { aim } = window;
  const reading = window.within.at(-1);
  if (reading === undefined || isUpward(aim.terms.comparator)) return null;
  if (aim.course !== 'ceiling')
    return evidenceOf(aim, reading) === 'meets' ? latest('holding', window) : null;
  const said = evidenceOfPlan(aim, reading);
  if (said === 'unknown') return latest('unrated', window);
  return said === 'meets' ? latest('holding', window) : null;
}

function unrated(window: Window): Verdict | null {
  const { aim } = window;
  const needsBase = aim.measure !== 'flow';
  return needsBase && aim.base === null ? latest('unrated', window) : null;
}

function tooEarly(window: Window): Verdict | null {
  const { aim } = window;
  const reading = window.within.at(-1);
  const share = reading === undefined ? null : aim.timeShareAt(reading.at);
  if (share === null || share.compare(TOO_EARLY_SHARE) < 0) return latest('too_early', window);
  return null;
}

function rated(window: Window): Verdict {
  const { aim } = window;
  const reading = window.within.at(-1);
  if (reading === undefined) return latest('no_data', window);
  const pace = paceAt(aim, reading);
  const status = rateByPace(pace.paceIndex, pace.gapPoints, aim.terms.preset);
  return latest(status ?? ratedByGap(pace.gapValue, aim.measure === 'flow'), window);
}

/** Where the plan asks for no distance yet (P undefined): by the side of the plan on which V lies. */
function ratedByGap(gapValue: Exact | null, isFlow: boolean): Status {
  if (gapValue === null || signOf(gapValue) >= 0) return 'on_track';
  return isFlow ? 'behind' : 'moving_away';
}
