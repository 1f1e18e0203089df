import { evidence } from '../goal/evidence';
import type { Stage } from '../goal/terms';
import { yearOf } from '../calendar/civil-date';
import { type Aim, evidenceOf } from './aim';
import { type Flag, FLAGS } from './model';
import type { Reading } from './reading';
import { finalReading } from './status-table';
import type { Verdict } from './verdict';
import type { Window } from './window';

const HOLDS: Record<Flag, (window: Window, verdict: Verdict) => boolean> = {
  regressed,
  conflict: ({ recorded }) => recorded.some(({ conflict }) => conflict),
  incomplete: (_, { reading }) => reading?.complete === false,
  implied: ({ aim }) => aim.implied,
  no_baseline: ({ aim }) => (aim.measure === 'stock' || aim.measure === 'ratio') && aim.base === null,
  no_figure: (window, { status }) =>
    status === 'missed' && window.asOf > window.aim.closes && finalReading(window) === null,
  provisional_baseline: ({ aim }) => aim.terms.baseline?.basis === 'provisional',
  stage_missed: ({ aim, recorded }) => aim.terms.stages.some((stage) => isMissed(aim, stage, recorded)),
};

/** What a reader must not miss beside the status, in the order of `FLAGS`. */
export function flagsOf(window: Window, verdict: Verdict): Flag[] {
  return FLAGS.filter((flag) => HOLDS[flag](window, verdict));
}

/** A level or total that met the target and does not any more; a milestone once said to be done. */
function regressed({ aim, within, recorded }: Window): boolean {
  if (aim.measure === 'flow' || aim.course === 'ceiling') return false;
  const readings = aim.course === 'milestone' ? recorded : within;
  const last = readings.at(-1);
  if (last === undefined || evidenceOf(aim, last) !== 'fails') return false;
  return readings.some((reading) => evidenceOf(aim, reading) === 'meets');
}

/** The stage's day is over and the value of that day, or the first after it in its span, falls short of it. */
function isMissed(
  { terms, measure, opens, closes }: Aim,
  stage: Stage,
  recorded: readonly Reading[],
): boolean {
  if (stage.at >= closes || (opens !== null && stage.at <= opens)) return false;
  const first = recorded.find(({ at }) => at >= stage.at);
  if (first === undefined || (measure === 'flow' && yearOf(first.at) !== yearOf(stage.at))) return false;
  return evidence(first.value, first.certainty, terms.comparator, stage.value) === 'fails';
}
