import { type Exact } from '../number/exact';
import type { Comparator, Qualifier } from './terms';

/**
 * What is known of a number. `above` and `below` are strict ("over", "under"); `at_least` is a sum of which
 * parts are missing; `mixed` is a sum whose parts are known in ways that do not add up to a bound.
 */
export type Certainty = 'exact' | 'above' | 'at_least' | 'below' | 'about' | 'mixed';

/** What a value says about a target. */
export type Evidence = 'meets' | 'fails' | 'unknown';

const OF_QUALIFIER: Record<Qualifier, Certainty> = {
  '=': 'exact',
  '>=': 'above',
  '<=': 'below',
  '~': 'about',
};
const TO_QUALIFIER: Record<Certainty, Qualifier> = {
  exact: '=',
  above: '>=',
  at_least: '>=',
  below: '<=',
  about: '~',
  mixed: '~',
};

export function certaintyOf(qualifier: Qualifier): Certainty {
  return OF_QUALIFIER[qualifier];
}

export function qualifierOf(certainty: Certainty): Qualifier {
  return TO_QUALIFIER[certainty];
}

/** What is known of the sum of two numbers. */
export function addedCertainty(a: Certainty, b: Certainty): Certainty {
  if (a === b) return a;
  if (a === 'exact') return b;
  if (b === 'exact') return a;
  const lower = (c: Certainty): boolean => c === 'above' || c === 'at_least';
  return lower(a) && lower(b) ? 'above' : 'mixed';
}

/** What is known of a total from a sum of which parts are missing that cannot be negative. */
export function partial(certainty: Certainty): Certainty {
  if (certainty === 'exact') return 'at_least';
  return certainty === 'above' || certainty === 'at_least' ? certainty : 'mixed';
}

/** Whether more is better. */
export function isUpward(comparator: Comparator): boolean {
  return comparator === '>=' || comparator === '>';
}

/** +1 where more is better, −1 where less is (progress-method: Symbols). */
export function signOfAim(comparator: Comparator): 1 | -1 {
  return isUpward(comparator) ? 1 : -1;
}

/** Whether `value` stands in this relation to `target`, exactly. */
export function compares(value: Exact, comparator: Comparator, target: Exact): boolean {
  const order = value.compare(target);
  if (order === 0) return comparator === '>=' || comparator === '<=';
  return isUpward(comparator) ? order > 0 : order < 0;
}

/**
 * What a value known with this certainty proves about `comparator target` (progress-method: Bounds and
 * conflicts). A bound proves what every number beyond it has in common, and nothing else.
 */
export function evidence(
  value: Exact,
  certainty: Certainty,
  comparator: Comparator,
  target: Exact,
): Evidence {
  switch (certainty) {
    case 'exact':
      return compares(value, comparator, target) ? 'meets' : 'fails';
    case 'about':
      return ofAbout(value, comparator, target);
    case 'mixed':
      return 'unknown';
    default:
      return ofBound(value, certainty, comparator, target);
  }
}

function ofAbout(value: Exact, comparator: Comparator, target: Exact): Evidence {
  const strict = comparator === '>' || comparator === '<';
  if (strict && value.equals(target)) return 'unknown';
  return compares(value, comparator, target) ? 'meets' : 'fails';
}

/** All numbers beyond the bound meet, or all fail; at the bound itself it matters whether it is strict. */
function ofBound(
  value: Exact,
  bound: 'above' | 'at_least' | 'below',
  comparator: Comparator,
  target: Exact,
): Evidence {
  const order = bound === 'below' ? -value.compare(target) : value.compare(target);
  if (order < 0) return 'unknown';
  const helps = (bound === 'below') !== isUpward(comparator);
  const strictNeeded = helps
    ? comparator === '>' || comparator === '<'
    : comparator === '>=' || comparator === '<=';
  if (order === 0 && strictNeeded && bound === 'at_least') return 'unknown';
  return helps ? 'meets' : 'fails';
}

/**
 * Whether a bound says nothing new beside the value in force: "over 50,000" where 51,000 is on record
 * (progress-method: Bounds and conflicts).
 */
export function isWeaker(value: Exact, certainty: Certainty, inForce: Exact): boolean {
  if (certainty === 'above' || certainty === 'at_least') return value.compare(inForce) < 0;
  return certainty === 'below' && value.compare(inForce) > 0;
}
