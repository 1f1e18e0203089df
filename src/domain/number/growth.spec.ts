import { exact, fraction } from './exact';
import { yearlyGrowth } from './growth';

describe('yearly growth', () => {
  it.each([
    ['100', '121', 730, 1.21 ** (365.2425 / 730) - 1],
    ['31000', '100000', 1000, (100 / 31) ** (365.2425 / 1000) - 1],
    ['9', '4', 500, (4 / 9) ** (365.2425 / 500) - 1],
    ['0.001', '1000000', 4000, 1e9 ** (365.2425 / 4000) - 1],
  ])('of %s to %s in %d days', (from, to, days, floating) => {
    expect(yearlyGrowth(exact(from), exact(to), days)?.valueOf()).toBeCloseTo(floating, 12);
  });

  it('is nothing without movement', () => {
    expect(yearlyGrowth(exact(7), exact(7), 900)?.equals(0)).toBe(true);
  });

  it.each([
    [exact(-1), exact(1), 900],
    [exact(0), exact(1), 900],
    [exact(1), exact(2), 0],
    [fraction(1, 10n ** 40n), exact(10n ** 40n), 1],
  ])('has no answer from %s to %s in %d days', (from, to, days) => {
    expect(yearlyGrowth(from, to, days)).toBeNull();
  });
});
