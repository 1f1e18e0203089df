import { addDays, type CivilDate } from '../../domain/calendar';
import { type Exact, exact } from '../../domain/number';
import { LIGHTS } from '../../domain/progress';
import type { Item } from './bulletin-facts';

export type Light = (typeof LIGHTS)[number];

/** How far ahead a bulletin looks for what is due. */
export const DUE_WITHIN_DAYS = 30;

/** A day of a goal's terms that is near: its deadline, or a stage with what it asks for. */
export interface Due {
  readonly item: Item;
  readonly at: string;
  /** Null for the deadline. */
  readonly stage: string | null;
}

/** What an office would point out, found by rule and not by taste. */
export interface Digest {
  readonly lights: Readonly<Record<Light, number>>;
  /** Green, and beyond what the time asks for or achieved; the furthest first. */
  readonly leading: readonly Item[];
  /** Red, then yellow; in each the furthest behind first, then those without a gap. */
  readonly lagging: readonly Item[];
  readonly due: readonly Due[];
  /** Begun, and no accepted figure at all, or not of every member. */
  readonly withoutFigure: readonly Item[];
  /** With figures, the newest of them reported late or not for long. */
  readonly late: readonly Item[];
  readonly failed: readonly Item[];
  readonly closed: readonly Item[];
}

/** Who leads, who lags, what is due, what has no figure. What was taken off the list is only counted. */
export function digest(goals: readonly Item[], asOf: CivilDate): Digest {
  const open = goals.filter(({ closed }) => !closed);
  const withoutFigure = open.filter(hasNoFigure);
  return {
    lights: countLights(goals),
    leading: open.filter(leads).sort((a, b) => byGap(b, a) || byCode(a, b)),
    lagging: open.filter(lags).sort(furthestBehindFirst),
    due: dueFrom(open, asOf),
    withoutFigure,
    late: open.filter((item) => isLate(item) && !withoutFigure.includes(item)),
    failed: goals.filter(({ quantities }) => quantities === null),
    closed: goals.filter(({ closed }) => closed),
  };
}

/** The order of the table: by light, the worst first; what could not be computed comes before all. */
export const worstFirst = (a: Item, b: Item): number => rankOf(a) - rankOf(b) || byCode(a, b);

function countLights(goals: readonly Item[]): Record<Light, number> {
  const lit = (light: Light): number => goals.filter(({ quantities }) => quantities?.light === light).length;
  return Object.fromEntries(LIGHTS.map((light) => [light, lit(light)])) as Record<Light, number>;
}

function leads(item: Item): boolean {
  const { quantities } = item;
  if (quantities?.light !== 'green') return false;
  const gap = gapOf(item);
  return quantities.status === 'achieved' || (gap !== null && gap.compare(0) > 0);
}

const lags = ({ quantities }: Item): boolean => quantities?.light === 'red' || quantities?.light === 'yellow';

/** A composite has none where a member that counts has none. What is done or not is no figure. */
function hasNoFigure({ quantities, measure }: Item): boolean {
  if (quantities === null || measure === 'milestone') return false;
  const { status, value, members } = quantities;
  return status === 'no_data' || (members === null && value === null && status !== 'not_started');
}

const isLate = ({ quantities }: Item): boolean =>
  quantities?.data_status === 'late' || quantities?.data_status === 'stale';

const SETTLED = new Set(['achieved', 'achieved_late', 'missed']);

function dueFrom(open: readonly Item[], asOf: CivilDate): Due[] {
  const until = addDays(asOf, DUE_WITHIN_DAYS);
  const isNear = ({ at }: Due): boolean => at >= asOf && at <= until;
  return open
    .filter(({ quantities }) => !SETTLED.has(quantities?.status ?? ''))
    .flatMap(daysOf)
    .filter(isNear)
    .sort((a, b) => compare(a.at, b.at) || byCode(a.item, b.item));
}

function daysOf(item: Item): Due[] {
  if (item.terms === null) return [];
  const { deadline, stages } = item.terms;
  return [
    { item, at: deadline, stage: null },
    ...stages.filter(({ at }) => at < deadline).map(({ at, value }) => ({ item, at, stage: value })),
  ];
}

const gapOf = ({ quantities }: Item): Exact | null =>
  quantities?.gap_points == null ? null : exact(quantities.gap_points);

/** By what is ahead of the time, the least first; what has no gap is less than any. */
function byGap(a: Item, b: Item): number {
  const [left, right] = [gapOf(a), gapOf(b)];
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return left.compare(right);
}

function furthestBehindFirst(a: Item, b: Item): number {
  const [left, right] = [gapOf(a), gapOf(b)];
  const gaps = left === null || right === null ? Number(left === null) - Number(right === null) : byGap(a, b);
  return rankOf(a) - rankOf(b) || gaps || byCode(a, b);
}

/** 0 red, 1 yellow, … in the order of the lights; -1 for what could not be computed. */
const rankOf = ({ quantities }: Item): number => LIGHTS.indexOf(quantities?.light as Light);

const byCode = (a: Item, b: Item): number => compare(a.code, b.code);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
