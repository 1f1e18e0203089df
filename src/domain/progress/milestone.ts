import { evidenceOf } from './aim';
import type { Reading } from './reading';
import type { Verdict } from './verdict';
import type { Window } from './window';

/** Done or not, by the latest word; done since the first word of the last unbroken run that says so. */
export function verdictOfMilestone(window: Window): Verdict | null {
  const { aim, asOf, recorded } = window;
  if (aim.course !== 'milestone') return null;
  const reading = recorded.at(-1) ?? null;
  const done = doneSince(recorded, (one) => evidenceOf(aim, one) === 'meets');
  if (done === null) return { status: asOf <= aim.closes ? 'pending' : 'overdue', reading, metAt: null };
  return { status: done.at <= aim.closes ? 'achieved' : 'achieved_late', reading, metAt: done.at };
}

function doneSince(readings: readonly Reading[], isDone: (reading: Reading) => boolean): Reading | null {
  const lastNot = readings.findLastIndex((reading) => !isDone(reading));
  return readings[lastNot + 1] ?? null;
}
