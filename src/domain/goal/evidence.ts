import { type Exact, order } from '../number/exact';
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
  const side = order(value, target);
  if (side === 0) return comparator === '>=' || comparator === '<=';
  return isUpward(comparator) ? side > 0 : side < 0;
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
    case 'below':
      return ofUpperBound(value, comparator, target);
    default:
      return ofLowerBound(value, certainty === 'above', comparator, target);
  }
}

function ofAbout(value: Exact, comparator: Comparator, target: Exact): Evidence {
  const strict = comparator === '>' || comparator === '<';
  if (strict && order(value, target) === 0) return 'unknown';
  return compares(value, comparator, target) ? 'meets' : 'fails';
}

/** All numbers under the bound meet, or all fail; those under a bound above T may do either. */
function ofUpperBound(value: Exact, comparator: Comparator, target: Exact): Evidence {
  if (order(value, target) > 0) return 'unknown';
  return isUpward(comparator) ? 'fails' : 'meets';
}

/** As for the upper bound; but a sum that is at least T may be T, which proves neither > nor <=. */
function ofLowerBound(value: Exact, isStrict: boolean, comparator: Comparator, target: Exact): Evidence {
  const side = order(value, target);
  const open = comparator === '>' || comparator === '<=';
  if (side < 0 || (side === 0 && open && !isStrict)) return 'unknown';
  return isUpward(comparator) ? 'meets' : 'fails';
}

/**
 * Whether a bound says nothing new beside the value in force: "over 50,000" where 51,000 is on record
 * (progress-method: Bounds and conflicts).
 */
export function isWeaker(value: Exact, certainty: Certainty, inForce: Exact): boolean {
  if (certainty === 'above' || certainty === 'at_least') return order(value, inForce) < 0;
  return certainty === 'below' && order(value, inForce) > 0;
}
