import type { Principal } from '../domain/access';
import type { CivilDate } from '../domain/calendar';
import { Problem } from '../platform/http';
import { mustBeAnothers, mustBeOwn, mustNotBeLocked, mustNotWait } from './actuals.policy';
import type { Period } from './period';

const me = { personId: 7 } as Principal;
const span = (start: string | null, end: string): Period => ({
  start: start as CivilDate | null,
  end: end as CivilDate,
});

/** The code it is refused with, of its field where it names one; null where it is not. */
function refusal(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.fields[0]?.code ?? error.code;
  }
}

describe('whose figure it is', () => {
  it.each<[string, number | null, string | null, string | null]>([
    ['one’s own', 7, 'actual.own', null],
    ['another’s', 8, null, 'actual.not_own'],
    ['the catalog’s', null, null, 'actual.not_own'],
  ])('%s', (_wording, enteredBy, deciding, withdrawing) => {
    expect(
      refusal(() => {
        mustBeAnothers(enteredBy, me);
      }),
    ).toBe(deciding);
    expect(
      refusal(() => {
        mustBeOwn(enteredBy, me);
      }),
    ).toBe(withdrawing);
  });
});

describe('what waits keeps out', () => {
  const january = span('2026-01-01', '2026-01-31');
  const bothMonths = span('2026-01-01', '2026-02-28');

  it.each<[string, Period[], Period, string | null]>([
    ['nothing where nothing waits', [], january, null],
    ['the same period', [january], january, 'actual.period_waits'],
    [
      'another span that ends on the same day',
      [span('2026-02-01', '2026-02-28')],
      bothMonths,
      'actual.period_waits',
    ],
    ['a part of it', [bothMonths], january, 'actual.period_overlaps'],
    ['a whole around it', [january], span('2026-01-01', '2026-03-31'), 'actual.period_overlaps'],
    ['not the month after', [january], span('2026-02-01', '2026-02-28'), null],
    ['the day they share', [span('2026-01-31', '2026-02-28')], january, 'actual.period_overlaps'],
    ['not another day of a level', [span(null, '2026-01-30')], span(null, '2026-01-31'), null],
    ['the same day of a level', [span(null, '2026-01-31')], span(null, '2026-01-31'), 'actual.period_waits'],
  ])('%s', (_wording, waiting, period, expected) => {
    expect(
      refusal(() => {
        mustNotWait(waiting, period);
      }),
    ).toBe(expected);
  });
});

describe('a lock', () => {
  it('is named with its reason and how far it goes', () => {
    const lock = { id: 3, upTo: '2026-03-31', reason: '已通报' };
    expect(
      refusal(() => {
        mustNotBeLocked(null, span(null, '2026-01-31'));
      }),
    ).toBeNull();
    expect.assertions(2);
    try {
      mustNotBeLocked(lock, span(null, '2026-01-31'));
    } catch (error) {
      expect(error).toMatchObject({
        kind: 'conflict',
        code: 'period.locked',
        params: { end: '2026-01-31', lock: 3, upTo: '2026-03-31', reason: '已通报' },
      });
    }
  });
});
