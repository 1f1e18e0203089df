import type { CivilDate, Instant } from '../domain/calendar';
import { exact } from '../domain/number';
import type { ActualEntry } from '../domain/progress';
import { amountMustFit } from './actuals.policy';

const entry = (
  periodStart: string | null,
  periodEnd: string,
  more: Partial<ActualEntry> = {},
): ActualEntry => ({
  periodStart: periodStart as CivilDate | null,
  periodEnd: periodEnd as CivilDate,
  revision: 1,
  kind: 'entry',
  value: exact('5'),
  parts: null,
  qualifier: '=',
  acceptedAt: '2025-05-01T00:00:00.000000Z' as Instant,
  ...more,
});

const QUARTER = entry('2025-01-01', '2025-03-31');

describe('an amount', () => {
  it.each([
    ['the same period', '2025-01-01', '2025-03-31'],
    ['a period within it', '2025-02-01', '2025-02-28'],
    ['a period with the same end', '2025-03-01', '2025-03-31'],
    ['a period around it', '2025-01-01', '2025-06-30'],
    ['the period after it', '2025-04-01', '2025-06-30'],
    ['no first day', null, '2025-02-28'],
  ])('fits beside another of %s', (_what, periodStart, periodEnd) => {
    expect(() => {
      amountMustFit([QUARTER], { periodStart, periodEnd });
    }).not.toThrow();
  });

  it.each([
    ['begins before and ends within', '2024-12-01', '2025-01-31'],
    ['begins within and ends after', '2025-03-01', '2025-04-30'],
  ])('does not fit when it %s', (_what, periodStart, periodEnd) => {
    expect(() => {
      amountMustFit([QUARTER], { periodStart, periodEnd });
    }).toThrow(expect.objectContaining({ code: 'actual.period_overlaps' }) as Error);
  });

  it('fits where what it overlaps was corrected away', () => {
    const corrected = entry('2025-03-01', '2025-03-31', {
      kind: 'correction',
      revision: 2,
      acceptedAt: '2025-05-02T00:00:00.000000Z' as Instant,
    });
    const overlapping = { periodStart: '2024-12-01', periodEnd: '2025-01-31' };
    expect(() => {
      amountMustFit([QUARTER, corrected], overlapping);
    }).not.toThrow();
  });
});
