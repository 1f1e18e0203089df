import { type EntryMode, isOfAmounts } from '../../domain/goal';
import { checkValue, ENTRY_MODES_OF } from './check-indicators';
import { follow, type Codes } from './codes';
import type { ProblemCode } from './problem';
import { exactlyOne } from './records';
import { isWholeYear } from './scalar-fields';
import type { ActualRecord, FileRecord, IndicatorRecord } from './sections';

export function checkActuals(file: FileRecord, codes: Codes): void {
  const seen = new Set<string>();
  for (const actual of file.actuals ?? []) {
    follow(codes, 'areas', actual.area, actual.placeOf('area'));
    follow(codes, 'speakers', actual.speaker, actual.placeOf('speaker'));
    const indicator = follow(codes, 'indicators', actual.indicator, actual.placeOf('indicator'));
    checkTime(actual, indicator, file);
    if (indicator?.measure) checkValue(actual.placeOf('value'), actual.value, indicator.measure);
    checkTwice(actual, seen);
  }
}

export function entryModeOf({
  measure,
  entry_mode,
}: Pick<IndicatorRecord, 'measure' | 'entry_mode'>): EntryMode | undefined {
  return entry_mode ?? (measure && ENTRY_MODES_OF[measure][0]);
}

function checkTime(actual: ActualRecord, indicator: IndicatorRecord | undefined, file: FileRecord): void {
  const given = exactlyOne(actual, 'at', 'period');
  if (given === undefined) return;
  const mode = indicator && entryModeOf(indicator);
  const misfit = mode && (given === 'at' ? misfitOfDay(mode) : misfitOfPeriod(mode, actual.period));
  if (misfit) actual.placeOf(given).complain(misfit);
  checkKnownThen(actual, given, file);
}

/** The source cannot have stated what came after it. */
function checkKnownThen(actual: ActualRecord, given: 'at' | 'period', { source }: FileRecord): void {
  const stated = source?.stated_on;
  const end = given === 'at' ? actual.at : actual.period?.end;
  if (end && stated && end > stated) actual.placeOf(given).complain('actual_after_source', { end, stated });
}

/** A level is read on a day; an amount belongs to a period. */
function misfitOfDay(mode: EntryMode): ProblemCode | undefined {
  return isOfAmounts(mode) ? 'period_needed' : undefined;
}

/** "March" of a year-to-date figure could be January to March or March alone; "2024" cannot be misread. */
function misfitOfPeriod(mode: EntryMode, period: ActualRecord['period']): ProblemCode | undefined {
  if (isOfAmounts(mode) || !period) return undefined;
  if (mode !== 'ytd') return 'date_needed';
  return isWholeYear(period) ? undefined : 'whole_year_needed';
}

/** The record knows one stated figure by its series and last day; whoever else gave another belongs in the note. */
function checkTwice(
  { indicator, area, definition, at, period, placeOf }: ActualRecord,
  seen: Set<string>,
): void {
  const end = at ?? period?.end;
  if (indicator === undefined || area === undefined || end === undefined) return;
  const key = [indicator, area, definition, end].join(' ');
  if (seen.has(key)) placeOf('indicator').complain('duplicate_actual', { indicator, area, end });
  seen.add(key);
}
