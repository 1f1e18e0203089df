import fc from 'fast-check';
import { exact, type Exact, fraction } from './exact';
import { asRecorded, decimalPlaces, exactText, halfUp, halfUpBelow, percent } from './print';

describe('exact', () => {
  it.each(['0', '-12.50', '1214.54', '123456789012345678901234567890.12345678901234567890'])(
    'reads %s',
    (text) => {
      expect(exact(text).equals(exact(text))).toBe(true);
    },
  );

  it.each(['', ' 1', '1e3', 'NaN', '.5', '5.', '01', '+1', '1,000', '１'])('refuses "%s"', (text) => {
    expect(() => exact(text)).toThrow(RangeError);
  });

  it.each([0.5, Number.NaN, Infinity, 2 ** 53])('refuses the float %d', (float) => {
    expect(() => exact(float)).toThrow(RangeError);
  });
});

describe('half-up', () => {
  it.each([
    ['2.5', 0, '3'],
    ['2.4999', 0, '2'],
    ['-2.5', 0, '-3'],
    ['-0.4', 0, '0'],
    ['0.005', 2, '0.01'],
    ['-0.004', 2, '0.00'],
    ['1000000000000000000000000', 2, '1000000000000000000000000.00'],
    ['0.00000001', 3, '0.000'],
  ])('prints %s to %d places as %s', (value, places, printed) => {
    expect(halfUp(exact(value), places)).toBe(printed);
  });

  it('prints plain decimals only, never "-0", never farther off than half a unit', () => {
    const value = fc
      .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
      .map(([n, d]) => fraction(n, d));
    fc.assert(
      fc.property(value, fc.integer({ min: 0, max: 8 }), (number, places) => {
        const printed = halfUp(number, places);
        expect(printed).toMatch(/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/);
        expect(printed).not.toMatch(/^-0(?:\.0*)?$/);
        const error = exact(printed)
          .sub(number)
          .abs()
          .mul(2)
          .mul(exact(10n ** BigInt(places)));
        expect(error.compare(1)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('percent', () => {
  it.each([
    [fraction(99_996, 100_000), '99.99'],
    [fraction(1, 1), '100.00'],
    [fraction(100_004, 100_000), '100.00'],
    [fraction(100_005, 100_000), '100.01'],
    [fraction(1, 3), '33.33'],
    [fraction(2, 3), '66.67'],
    [fraction(-1, 3), '-33.33'],
    [fraction(999_949, 1_000_000), '99.99'],
  ])('of %s prints %s', (share: Exact, printed) => {
    expect(percent(share, 2)).toBe(printed);
  });

  it('never prints 100 for less', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 20n }), fc.integer({ min: 0, max: 6 }), (n, places) => {
        expect(exact(percent(fraction(n - 1n, n), places)).compare(100)).toBe(-1);
      }),
    );
  });
});

describe('as recorded', () => {
  it.each([
    ['12.5', 2, '12.50'],
    ['0.3996', 2, '0.3996'],
    ['66000', 0, '66000'],
  ])('keeps all of %s with at least %d places', (value, places, printed) => {
    expect(asRecorded(exact(value), places)).toBe(printed);
  });

  it('rounds what has no end, but not onto a target it stays below', () => {
    expect(asRecorded(fraction(200, 3), 2)).toBe('66.67');
    expect(asRecorded(fraction(299_999, 3000), 2, [exact(100)])).toBe('99.99');
  });

  it('knows what has an end', () => {
    expect(decimalPlaces(exact('0.125'))).toBe(3);
    expect(decimalPlaces(fraction(14, 69))).toBeNull();
    expect(exactText(fraction(-14, 69))).toBe('-14/69');
    expect(exactText(exact('-0.50'))).toBe('-0.5');
  });

  it('does not print a border it stays below', () => {
    expect(halfUpBelow(exact('0.94999'), 4, [exact('0.95')])).toBe('0.9499');
    expect(halfUpBelow(exact('0.95'), 4, [exact('0.95')])).toBe('0.9500');
  });
});
