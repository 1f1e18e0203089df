import { exact } from '../number/exact';
import { addedCertainty, type Certainty, evidence, type Evidence, isWeaker, partial } from './evidence';
import { type Comparator, COMPARATORS } from './terms';

const [M, F, U]: Evidence[] = ['meets', 'fails', 'unknown'];

describe('what a value proves about a target of 100', () => {
  // Columns: >=, >, <=, <.
  it.each<[Certainty, string, (Evidence | undefined)[]]>([
    ['exact', '99.999', [F, F, M, M]],
    ['exact', '100', [M, F, M, F]],
    ['exact', '100.001', [M, M, F, F]],
    ['above', '99', [U, U, U, U]],
    ['above', '100', [M, M, F, F]],
    ['above', '101', [M, M, F, F]],
    ['at_least', '99', [U, U, U, U]],
    ['at_least', '100', [M, U, U, F]],
    ['at_least', '101', [M, M, F, F]],
    ['below', '99', [F, F, M, M]],
    ['below', '100', [F, F, M, M]],
    ['below', '101', [U, U, U, U]],
    ['about', '99', [F, F, M, M]],
    ['about', '100', [M, U, M, U]],
    ['about', '101', [M, M, F, F]],
    ['mixed', '500', [U, U, U, U]],
  ])('%s %s', (certainty, value, expected) => {
    const found = COMPARATORS.map((comparator: Comparator) =>
      evidence(exact(value), certainty, comparator, exact(100)),
    );
    expect(found).toEqual(expected);
  });
});

describe('what is known of a sum', () => {
  it.each<[Certainty, Certainty, Certainty]>([
    ['exact', 'exact', 'exact'],
    ['exact', 'above', 'above'],
    ['exact', 'below', 'below'],
    ['about', 'exact', 'about'],
    ['at_least', 'above', 'above'],
    ['above', 'below', 'mixed'],
    ['about', 'above', 'mixed'],
  ])('%s and %s is %s', (a, b, sum) => {
    expect(addedCertainty(a, b)).toBe(sum);
    expect(addedCertainty(b, a)).toBe(sum);
  });

  it('is a lower bound when parts are missing', () => {
    expect(partial('exact')).toBe('at_least');
    expect(partial('above')).toBe('above');
    expect(partial('below')).toBe('mixed');
    expect(partial('about')).toBe('mixed');
  });
});

it('a bound is weaker when what is in force lies beyond it', () => {
  expect(isWeaker(exact(50_000), 'above', exact(51_000))).toBe(true);
  expect(isWeaker(exact(51_000), 'above', exact(51_000))).toBe(false);
  expect(isWeaker(exact(50_000), 'exact', exact(51_000))).toBe(false);
  expect(isWeaker(exact(52_000), 'below', exact(51_000))).toBe(true);
});
