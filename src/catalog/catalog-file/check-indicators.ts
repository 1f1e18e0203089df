import type { EntryMode, Measure } from '../../domain/goal';
import { exact, type Exact } from '../../domain/number';
import type { Place } from './place';
import type { ProblemCode } from './problem';
import type { IndicatorRecord } from './sections';

/** How figures of a measure may be entered; the first is how they are unless the file says otherwise. */
export const ENTRY_MODES_OF: Readonly<Record<Measure, readonly [EntryMode, ...EntryMode[]]>> = {
  stock: ['level'],
  ratio: ['level'],
  cumulative: ['total', 'increment'],
  flow: ['ytd', 'monthly'],
  milestone: ['done'],
};

const PERCENT = '%';

export function checkIndicator(indicator: IndicatorRecord): void {
  const { measure, entry_mode: mode } = indicator;
  if (measure === undefined) return;
  const allowed = ENTRY_MODES_OF[measure];
  if (mode && !allowed.includes(mode)) {
    const params = { mode, measure, allowed: allowed.join(', ') };
    indicator.placeOf('entry_mode').complain('entry_mode_for_measure', params);
  }
  if (measure === 'milestone')
    refuseFields(indicator, ['unit', 'unit_zh', 'direction', 'decimals', 'plausible']);
  else checkQuantity(indicator, measure);
}

/** What is done or not done has no unit, target or path. */
export function refuseFields<F extends string>(
  record: Readonly<Record<F, unknown>> & { readonly placeOf: (field: F) => Place },
  fields: readonly F[],
): void {
  for (const field of fields) {
    const written = record[field];
    if (written === null || (Array.isArray(written) && written.length === 0)) continue;
    record.placeOf(field).complain('not_for_milestone', { field });
  }
}

export function requireFields<F extends string>(
  record: Readonly<Record<F, unknown>> & { readonly placeOf: (field: F) => Place },
  fields: readonly F[],
): void {
  for (const field of fields)
    if (record[field] === null) record.placeOf(field).complain('missing_field', { field });
}

function checkQuantity(indicator: IndicatorRecord, measure: Measure): void {
  requireFields(indicator, ['direction', 'decimals']);
  if (measure !== 'ratio') requireFields(indicator, ['unit']);
  else if (indicator.unit && indicator.unit !== PERCENT) indicator.placeOf('unit').complain('ratio_unit');
  const plausible = indicator.plausible;
  if (!plausible) return;
  checkValue(plausible.placeOf('min'), plausible.min, measure);
  checkValue(plausible.placeOf('max'), plausible.max, measure);
  const { min, max } = plausible;
  if (min && max && exact(min).gt(exact(max)))
    plausible.placeOf('max').complain('plausible_order', { min, max });
}

type Limit = readonly [ProblemCode, (value: Exact) => boolean];
/** Values that no record of the measure can hold. */
const IMPOSSIBLE: Readonly<Partial<Record<Measure, Limit>>> = {
  ratio: ['ratio_out_of_range', (value) => value.lt(0) || value.gt(100)],
  cumulative: ['total_negative', (value) => value.lt(0)],
  milestone: ['milestone_value', (value) => !value.equals(0) && !value.equals(1)],
};

export function checkValue(place: Place, value: string | null | undefined, measure: Measure): void {
  if (value === null || value === undefined) return;
  const [code, impossible] = IMPOSSIBLE[measure] ?? [];
  if (code && impossible?.(exact(value))) place.complain(code, { value });
}
