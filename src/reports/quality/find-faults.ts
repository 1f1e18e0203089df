import { type CivilDate, dueDate, type WorkingCalendar } from '../../domain/calendar';
import type { Judged } from '../../progress';
import type { Described } from '../progress/describe-commitments';
import type { FigureFacts, WaitingFigure } from './figure-facts';

/** Working days after its entry by which a figure should have been decided on. */
const DECIDED_WITHIN = 5;

/** In the order in which they are told of one goal. */
export const QUALITY_FINDINGS = [
  'not_computed',
  'no_baseline',
  'baseline_inferred',
  'baseline_provisional',
  'deadline_inferred',
  'no_figure',
  'stale',
  'conflicting',
  'held',
  'waiting_long',
  'no_exact_figure',
] as const;

export interface Fault {
  readonly finding: (typeof QUALITY_FINDINGS)[number];
  /** Since when, where that can be said. */
  readonly since: CivilDate | null;
  /** The figures it is about. */
  readonly figures: readonly string[];
}

/** What one looks at. */
export interface Examined {
  readonly judged: Judged;
  readonly described: Described;
  readonly figures: FigureFacts;
  readonly asOf: CivilDate;
  readonly calendar: WorkingCalendar;
}

const fault = (
  finding: Fault['finding'],
  since: CivilDate | null = null,
  figures: readonly string[] = [],
): Fault => ({ finding, since, figures });

/** What is wanting about a goal's terms and figures, as far as it was known then. */
export function findFaults(examined: Examined): Fault[] {
  return [...ofTerms(examined), ...ofReporting(examined), ...ofFigures(examined)];
}

function ofTerms({ judged, described: { terms } }: Examined): Fault[] {
  const basis = terms?.baseline?.basis;
  const wanting: [Fault['finding'], boolean][] = [
    ['no_baseline', flagsOf(judged).includes('no_baseline')],
    ['baseline_inferred', basis === 'inferred'],
    ['baseline_provisional', basis === 'provisional'],
    ['deadline_inferred', terms?.deadlineBasis === 'inferred'],
  ];
  return wanting.flatMap(([finding, holds]) => (holds ? [fault(finding)] : []));
}

/** A milestone has no figure until it is done, and nothing is asked of what has not begun. */
function ofReporting({ judged, described, figures }: Examined): Fault[] {
  const { status, data_status: dataStatus } = judged.quantities;
  const isAsked = described.measure !== 'milestone' && status !== 'not_started';
  if (figures.standing === 0) return isAsked ? [fault('no_figure')] : [];
  return dataStatus === 'stale' ? [fault('stale', figures.lastAt)] : [];
}

function ofFigures({ figures, asOf, calendar }: Examined): Fault[] {
  const found: Fault[] = [];
  const { conflicting, waiting, standing, exact } = figures;
  if (conflicting.length > 0) found.push(fault('conflicting', null, conflicting));
  const held = waiting.filter((one) => one.held);
  if (held.length > 0) found.push(ofWaiting('held', held));
  const late = waiting.filter(({ since }) => asOf > dueDate(since, DECIDED_WITHIN, calendar));
  if (late.length > 0) found.push(ofWaiting('waiting_long', late));
  if (standing > 0 && exact === 0) found.push(fault('no_exact_figure'));
  return found;
}

const ofWaiting = (finding: Fault['finding'], waiting: readonly WaitingFigure[]): Fault =>
  fault(
    finding,
    waiting[0]?.since ?? null,
    waiting.map(({ id }) => id),
  );

const flagsOf = ({ quantities }: Judged): readonly string[] => quantities.flags?.split(' ') ?? [];
