import * as fc from 'fast-check';
import { exact } from '../number/exact';
import { readFigure } from './read-figure';

const read = (text: string) => {
  const reading = readFigure(text);
  return reading.ok ? reading.read : reading.problem.code;
};

const figure = (value: string, more: object = {}) => ({
  value,
  qualifier: null,
  percent: false,
  unitFactor: '1',
  ...more,
});
const WAN = { unitFactor: '10000' };
const YI = { unitFactor: '100000000' };

describe('a figure', () => {
  it.each([
    ['1234.5', '1234.5'],
    ['1,234.5', '1234.5'],
    ['1，234.5', '1234.5'],
    ['1 234.5', '1234.5'],
    ['1\u00a0234\u00a0567', '1234567'],
    ['-12,345,678.90', '-12345678.90'],
    ['−5', '-5'],
    ['＋５', '5'],
    ['１２．５０', '12.50'],
    ['.5', '0.5'],
    ['-.5', '-0.5'],
    ['007', '7'],
    ['-0.00', '0.00'],
    ['  3\n', '3'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['0.1234567890123456789012345678', '0.1234567890123456789012345678'],
  ])('%j is %s', (text, value) => {
    expect(read(text)).toEqual(figure(value));
  });

  it.each([
    ['6.6万', figure('66000', WAN)],
    ['6.6 万', figure('66000', WAN)],
    ['1.2亿', figure('120000000', YI)],
    ['1.23456789亿', figure('123456789', YI)],
    ['0.00001万', figure('0.1', WAN)],
    ['-1.5万', figure('-15000', WAN)],
    ['1,234万', figure('12340000', WAN)],
    ['2.5万亿', figure('2500000000000', { unitFactor: '1000000000000' })],
    ['85%', figure('85', { percent: true })],
    ['85.50 ％', figure('85.50', { percent: true })],
  ])('%j carries its unit', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ['突破1.2亿', figure('120000000', { ...YI, qualifier: '>=' })],
    ['超过 100', figure('100', { qualifier: '>=' })],
    ['逾6.6万', figure('66000', { ...WAN, qualifier: '>=' })],
    ['100以上', figure('100', { qualifier: '>=' })],
    ['6.6万余', figure('66000', { ...WAN, qualifier: '>=' })],
    ['＞100', figure('100', { qualifier: '>=' })],
    ['>=100', figure('100', { qualifier: '>=' })],
    ['约50', figure('50', { qualifier: '~' })],
    ['50左右', figure('50', { qualifier: '~' })],
    ['约 50 左右', figure('50', { qualifier: '~' })],
    ['近5,000', figure('5000', { qualifier: '~' })],
    ['不足30', figure('30', { qualifier: '<=' })],
    ['30以下', figure('30', { qualifier: '<=' })],
    ['低于12.5%', figure('12.5', { qualifier: '<=', percent: true })],
  ])('%j carries its qualifier', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ['', 'entry.figure.empty'],
    ['　', 'entry.figure.empty'],
    ['1E+05', 'entry.figure.scientific'],
    ['1.5e-3', 'entry.figure.scientific'],
    ['1,23', 'entry.figure.ambiguous'],
    ['1.234.567', 'entry.figure.ambiguous'],
    ['1,2345', 'entry.figure.ambiguous'],
    ['12,34,567', 'entry.figure.ambiguous'],
    ['1.234,5', 'entry.figure.ambiguous'],
    ['1,234 567', 'entry.figure.ambiguous'],
    ['5.', 'entry.figure.ambiguous'],
    ['约100以上', 'entry.figure.two_qualifiers'],
    ['超过5不足6', 'entry.figure.unreadable'],
    ['6.6万吨', 'entry.figure.unit'],
    ['100元', 'entry.figure.unit'],
    ['12%%', 'entry.figure.unreadable'],
    ['6万%', 'entry.figure.unreadable'],
    ['六万', 'entry.figure.unreadable'],
    ['-', 'entry.figure.unreadable'],
    ['—', 'entry.figure.unreadable'],
    ['无', 'entry.figure.unreadable'],
    ['5-6', 'entry.figure.unreadable'],
    ['=1+1', 'entry.figure.unreadable'],
    ['NaN', 'entry.figure.unreadable'],
    ['0x10', 'entry.figure.unreadable'],
    ['(5)', 'entry.figure.unreadable'],
    ['不少于100', 'entry.figure.unreadable'],
    ['9'.repeat(61), 'entry.figure.too_long'],
  ])('%j is refused: %s', (text, code) => {
    expect(read(text)).toBe(code);
  });

  it('offers both ways of what can be read in two', () => {
    const reading = readFigure('1,23');
    expect(reading.ok ? null : reading.problem.params).toEqual({
      given: '1,23',
      whole: '123',
      decimal: '1.23',
    });
  });

  const decimal = fc
    .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.stringMatching(/^\d{0,20}$/))
    .map(([minus, whole, decimals]) => `${minus ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`);

  it('keeps every decimal exactly, with or without separators', () => {
    const grouped = (text: string): string =>
      text.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));
    fc.assert(
      fc.property(decimal, (text) => {
        for (const typed of [text, grouped(text)]) {
          const reading = readFigure(typed);
          expect(reading.ok && exact(reading.read.value).equals(exact(text))).toBe(true);
        }
      }),
    );
  });

  it('multiplies 万 and 亿 in exactly', () => {
    fc.assert(
      fc.property(decimal, fc.constantFrom('万', '亿', '万亿'), (text, unit) => {
        const reading = readFigure(text + unit);
        expect(reading.ok).toBe(true);
        if (!reading.ok) return;
        const { value, unitFactor } = reading.read;
        expect(exact(value).equals(exact(text).mul(exact(unitFactor)))).toBe(true);
      }),
    );
  });

  it('answers every text with a plain decimal or a problem', () => {
    const pieces = fc.constantFrom(
      '1',
      '２',
      ',',
      '.',
      '万',
      '亿',
      '%',
      '约',
      '以上',
      ' ',
      '-',
      'E',
      '+',
      '=',
      '突破',
    );
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 10 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const reading = readFigure(text);
        if (reading.ok) expect(() => exact(reading.read.value)).not.toThrow();
        else expect(reading.problem.code).toMatch(/^entry\.figure\.\w+$/);
      }),
      { numRuns: 1000 },
    );
  });
});
